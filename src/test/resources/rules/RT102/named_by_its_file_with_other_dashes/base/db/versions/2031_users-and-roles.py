"""users

Revision ID: 41aa02c7
Revises: 
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "41aa02c7"
down_revision = None


def upgrade():
    op.execute("users")


def downgrade():
    op.execute("undo users")
