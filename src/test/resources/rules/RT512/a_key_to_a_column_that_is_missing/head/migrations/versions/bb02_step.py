"""step bb02

Revision ID: bb02
Revises: aa01
Create Date: 2024-02-01 10:00:00
"""
import sqlalchemy as sa
from alembic import op

revision = "bb02"
down_revision = "aa01"


def upgrade():
    op.add_column("users", sa.Column("code", sa.Integer(), unique=True))


def downgrade():
    op.drop_column("users", "code")
    op.create_foreign_key("shops_code", "shops", "users", ["number"], ["code"])
