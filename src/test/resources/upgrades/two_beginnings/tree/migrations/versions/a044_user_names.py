"""a044 user names

Revision ID: a044b38d2e5a
Revises: 9f33a27c1d49
Create Date: 2024-06-01 09:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "a044b38d2e5a"
down_revision = "9f33a27c1d49"


def upgrade():
    op.add_column("user", sa.Column("name", sa.String(80)))


def downgrade():
    op.drop_column("user", "name")
