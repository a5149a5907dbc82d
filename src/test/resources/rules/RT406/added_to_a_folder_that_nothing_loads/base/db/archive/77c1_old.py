"""old

Revision ID: 77c1d0
Revises: 4be0a1
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "77c1d0"
down_revision = "4be0a1"


def upgrade():
    op.execute("select 1")


def downgrade():
    op.execute("select 1")
