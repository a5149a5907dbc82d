"""users

Revision ID: 7a10
Revises: 
Create Date: 2024-01-01 10:00:00
"""
from alembic import op

revision = "7a10"
down_revision = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
