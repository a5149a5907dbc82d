"""parts

Revision ID: geo_part_01
Revises: geo_regions
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "geo_part_01"
down_revision = "geo_regions"


def upgrade():
    op.execute("parts")


def downgrade():
    op.execute("undo parts")
