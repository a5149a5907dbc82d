"""b

Revision ID: 5b22d1e4f903
Revises: 5a11c0d3e8f2
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "5b22d1e4f903"
down_revision = "5a11c0d3e8f2"
depends_on = ("ref_units", "geo_region")


def upgrade():
    op.execute("b")


def downgrade():
    op.execute("undo b")
