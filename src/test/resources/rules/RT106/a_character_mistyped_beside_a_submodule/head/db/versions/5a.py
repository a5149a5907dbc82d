"""a

Revision ID: 5a11c0d3e8f2
Revises: geo_part_01
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "5a11c0d3e8f2"
down_revision = "geo_part_01"
depends_on = "4be09c71ae33"


def upgrade():
    op.execute("a")


def downgrade():
    op.execute("undo a")
