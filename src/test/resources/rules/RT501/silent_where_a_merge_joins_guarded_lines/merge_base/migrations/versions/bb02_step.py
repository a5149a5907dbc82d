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
    columns = [column["name"] for column in sa.inspect(op.get_bind()).get_columns("orders")]
    if "note" not in columns:
        op.add_column("orders", sa.Column("note", sa.Text()))


def downgrade():
    pass
