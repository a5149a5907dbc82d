"""orders

Revision ID: 0007_orders_and_what_belongs_to_them_all
Revises: 0006_customers_and_their_addresses_all
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "0007_orders_and_what_belongs_to_them_all"
down_revision = "0006_customers_and_their_addresses_all"


def upgrade():
    op.execute("select 1")


def downgrade():
    op.execute("select 1")
