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
    op.alter_column("orders", "note", new_column_name="remark")
    op.rename_table("orders", "bills")


def downgrade():
    op.rename_table("bills", "orders")
    op.alter_column("orders", "remark", new_column_name="note")
