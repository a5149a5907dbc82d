"""orders

Revision ID: b2c3d4e5f6a7
Revises: 4be09c71ad33
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "b2c3d4e5f6a7"
down_revision = "4be09c71ad33"


def upgrade():
    op.execute("select 1")


def downgrade():
    op.execute("select 1")
