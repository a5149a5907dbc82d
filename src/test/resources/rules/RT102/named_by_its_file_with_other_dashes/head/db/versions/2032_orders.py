"""orders

Revision ID: 52bb13d8
Revises: 2031-users_and_roles
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "52bb13d8"
down_revision = "2031-users_and_roles"


def upgrade():
    op.execute("orders")


def downgrade():
    op.execute("undo orders")
