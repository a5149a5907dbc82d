"""x

Revision ID: 0006_customers_and_their_addresses_all
Revises: 4be09c71ad33
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "0006_customers_and_their_addresses_all"
down_revision = "4be09c71ad33"


def upgrade():
    op.execute("select 1")


def downgrade():
    op.execute("select 1")
