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
    op.alter_column("orders", "note", nullable=True)
    op.add_column("orders", sa.Column("paid", sa.Boolean()))


def downgrade():
    op.drop_column("orders", "paid")
