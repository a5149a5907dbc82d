"""orders, once more

Revision ID: 52bb13d8f2e4
Revises: 63cc24e9a3f5
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "52bb13d8f2e4"
down_revision = "63cc24e9a3f5"


def upgrade():
    op.execute("orders")


def downgrade():
    op.execute("undo orders")
