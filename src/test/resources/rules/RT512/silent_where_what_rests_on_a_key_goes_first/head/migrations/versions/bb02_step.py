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
    op.create_unique_constraint("users_number", "users", ["number"])
    op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("number", sa.Integer(), sa.ForeignKey("users.number")))


def downgrade():
    op.drop_table("orders")
    op.drop_constraint("users_number", "users", type_="unique")
