"""orders

Revision ID: 000000000002
Revises: 20260105
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "000000000002"
down_revision = "20260105"


def upgrade():
    op.execute("select 1")


def downgrade():
    op.execute("select 1")
