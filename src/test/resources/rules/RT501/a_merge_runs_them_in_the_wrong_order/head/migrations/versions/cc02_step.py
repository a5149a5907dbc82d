"""step cc02

Revision ID: cc02
Revises: aa01
Create Date: 2024-02-02 10:00:00
"""
import sqlalchemy as sa
from alembic import op

revision = "cc02"
down_revision = "aa01"


def upgrade():
    op.add_column("items", sa.Column("note", sa.Text()))


def downgrade():
    pass
