"""1a01 orders

Revision ID: 1a01b2c3d4e5
Revises: 
Create Date: 2025-03-01 09:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "1a01b2c3d4e5"
down_revision = None


def upgrade():
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("note", sa.Text()),
        sa.Column("status", sa.String(20)),
    )


def downgrade():
    op.drop_table("orders")
