"""c

Revision ID: 5c33e2f50a14
Revises: 5b22d1e4f903
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "5c33e2f50a14"
down_revision = "5b22d1e4f903"
depends_on = "geo_part_02"


def upgrade():
    op.execute("c")


def downgrade():
    op.execute("undo c")
