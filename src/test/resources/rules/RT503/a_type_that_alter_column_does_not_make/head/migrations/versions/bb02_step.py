"""step bb02

Revision ID: bb02
Revises: aa01
Create Date: 2024-02-01 10:00:00
"""
import sqlalchemy as sa
from alembic import op

revision = "bb02"
down_revision = "aa01"


def upgrade():
    op.alter_column("orders", "note", type_=sa.Enum("new", name="status"), postgresql_using="note::status")


def downgrade():
    op.alter_column("orders", "note", type_=sa.String(20))
