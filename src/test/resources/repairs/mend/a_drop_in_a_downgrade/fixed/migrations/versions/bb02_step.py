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
    op.create_index("ix_note", "orders", ["note"])


def downgrade():
    op.drop_index("ix_orders_note", table_name="orders", if_exists=True)
    op.drop_index("ix_note", table_name="orders")
