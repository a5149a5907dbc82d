"""orders

Revision ID: abcabcabcabc
Revises: 4be09c71ad33
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "abcabcabcabc"
down_revision = "4be09c71ad33"


def upgrade():
    op.execute("select 1")


def downgrade():
    op.execute("select 1")
