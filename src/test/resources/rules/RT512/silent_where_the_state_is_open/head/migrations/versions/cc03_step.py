"""step cc03

Revision ID: cc03
Revises: bb02
Create Date: 2024-03-01 10:00:00
"""
import sqlalchemy as sa
from alembic import op

revision = "cc03"
down_revision = "bb02"


def upgrade():
    op.add_column("orders", sa.Column("currency", sa.String(3)))


def downgrade():
    op.drop_column("orders", "currencies")
