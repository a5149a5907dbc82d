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
    op.create_table("long", sa.Column("a_column_with_a_name_that_is_longer_than_postgresql_keeps_in_its_catalogue", sa.Integer(), primary_key=True))
    op.create_foreign_key("users_long", "users", "long", ["number"], ["a_column_with_a_name_that_is_longer_than_postgresql_keeps_in_its_catalogue"])


def downgrade():
    op.drop_constraint("users_long", "users")
    op.drop_table("long")
