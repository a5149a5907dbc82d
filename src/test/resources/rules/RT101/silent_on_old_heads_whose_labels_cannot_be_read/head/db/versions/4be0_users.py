"""users

Revision ID: 4be09c71ad33
Revises: 
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "4be09c71ad33"
down_revision = None


def upgrade():
    op.execute("select 1")


def downgrade():
    op.execute("select 1")
