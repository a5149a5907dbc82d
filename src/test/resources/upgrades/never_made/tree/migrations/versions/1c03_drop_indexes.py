"""1c03 drop indexes

Revision ID: 1c03d4e5f6a7
Revises: 1a01b2c3d4e5
Create Date: 2025-03-03 09:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "1c03d4e5f6a7"
down_revision = "1a01b2c3d4e5"


def upgrade():
    op.add_column("orders", sa.Column("total", sa.Numeric(10, 2)))
    op.drop_index("ix_orders_status", table_name="orders")
    op.drop_index("ix_orders_note", table_name="orders")


def downgrade():
    op.create_index("ix_orders_note", "orders", ["note"])
    op.create_index("ix_orders_status", "orders", ["status"])
    op.drop_column("orders", "total")
