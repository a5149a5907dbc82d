"""orders

Revision ID: 123456789abc
Revises: 4be09c71ad33
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "123456789abc"
down_revision = "4be09c71ad33"


def upgrade():
    op.execute("select 1")


def downgrade():
    op.execute("select 1")
