"""a

Revision ID: 77aa01c93e1b
Revises: 73aa01c93e1b
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "77aa01c93e1b"
down_revision = "73aa01c93e1b"


def upgrade():
    op.execute("select 1")
