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
    op.create_table("shops", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("shop_id", sa.Integer(), sa.ForeignKey("shops.id")))


def downgrade():
    op.execute("DROP TABLE IF EXISTS shops")
    op.execute("DROP TABLE IF EXISTS orders")
