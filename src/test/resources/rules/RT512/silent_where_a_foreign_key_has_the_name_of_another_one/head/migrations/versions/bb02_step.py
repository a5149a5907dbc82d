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
    op.create_table("a", sa.Column("n", sa.Integer()), sa.ForeignKeyConstraint(["n"], ["users.id"], name="to_users"))
    op.drop_table("a")


def downgrade():
    op.create_table("a", sa.Column("n", sa.Integer()), sa.ForeignKeyConstraint(["n"], ["users.id"], name="to_users"))
    op.create_foreign_key("to_users", "shops", "users", ["number"], ["id"])
    op.drop_constraint("to_users", "shops")
    op.drop_table("a")
