"""step aa02

Revision ID: aa02
Revises: aa01
Create Date: 2026-01-02 10:00:00

"""
from alembic import op

revision = "aa02"
down_revision = "aa01"


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
