"""1b02 admins

Revision ID: 1b02c3d4e5f6
Revises: 1a01b2c3d4e5
Create Date: 2025-03-02 09:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "1b02c3d4e5f6"
down_revision = "1a01b2c3d4e5"


def upgrade():
    op.create_table(
        "admins",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text()),
    )


def downgrade():
    op.drop_table("admins")
