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
    op.create_table("a_table_whose_name_is_rather_long", sa.Column("and_its_column_has_a_rather_long_name", sa.Integer(), primary_key=True))
    op.create_table("w", sa.Column("n", sa.Integer()), sa.ForeignKeyConstraint(["n"], ["a_table_whose_name_is_rather_long.and_its_column_has_a_rather_long_name"]))


def downgrade():
    op.drop_table("w")
    op.drop_table("a_table_whose_name_is_rather_long")
