"""orders

Revision ID: c1a7d3f05e28
Revises: b2c3d4e5f6a7
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "c1a7d3f05e28"
down_revision = "b2c3d4e5f6a7"


def upgrade():
    op.execute("select 1")


def downgrade():
    op.execute("select 1")
