"""two

Revision ID: 90fe53
Revises: 90fe52
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "90fe53"
down_revision = "90fe52"


def upgrade():
    op.execute("select 1")


def downgrade():
    op.execute("select 1")
