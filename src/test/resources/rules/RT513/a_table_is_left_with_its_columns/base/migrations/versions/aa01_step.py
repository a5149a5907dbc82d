"""step aa01

Revision ID: aa01
Revises: 
Create Date: 2024-01-01 10:00:00
"""
import sqlalchemy as sa
from alembic import op

revision = "aa01"
down_revision = None


def upgrade():
    op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("note", sa.Text(), nullable=False), sa.Column("user_id", sa.Integer()), sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="orders_user_fk"))
    op.create_index("ix_orders_note", "orders", ["note"])


def downgrade():
    op.drop_table("orders")
    op.drop_table("users")
