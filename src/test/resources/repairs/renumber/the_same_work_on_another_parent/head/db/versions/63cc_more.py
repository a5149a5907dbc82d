"""more

Revision ID: 63cc24e9a3f5
Revises: 52bb13d8f2e4
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "63cc24e9a3f5"
down_revision = "52bb13d8f2e4"


def upgrade():
    op.execute("more")


def downgrade():
    op.execute("undo more")
