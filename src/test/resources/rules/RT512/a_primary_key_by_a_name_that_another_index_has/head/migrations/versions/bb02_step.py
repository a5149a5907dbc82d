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
    op.drop_constraint("users_pkey", "users")
    op.drop_constraint("shops_pkey", "shops")


def downgrade():
    op.create_primary_key("id_pk", "users", ["id"])
    op.create_primary_key("id_pk", "shops", ["id"])
