"""regions

Revision ID: geo_regions
Revises: 4be09c71ad33
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "geo_regions"
down_revision = "4be09c71ad33"


def upgrade():
    op.execute("regions")


def downgrade():
    op.execute("undo regions")
