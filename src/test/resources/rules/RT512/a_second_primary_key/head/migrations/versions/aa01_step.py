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
    op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("number", sa.Integer()))
    op.create_table("shops", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("number", sa.Integer()))


def downgrade():
    op.drop_table("shops")
    op.drop_table("users")
