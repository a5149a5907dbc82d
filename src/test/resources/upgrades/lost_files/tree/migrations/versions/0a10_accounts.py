"""0a10 accounts

Revision ID: 0a10b2c3d4e5
Revises: 
Create Date: 2024-02-01 09:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "0a10b2c3d4e5"
down_revision = None


def upgrade():
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("owner", sa.Text()),
    )


def downgrade():
    op.drop_table("accounts")
