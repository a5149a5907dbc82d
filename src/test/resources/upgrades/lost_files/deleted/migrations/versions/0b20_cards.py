"""0b20 cards

Revision ID: 0b20c3d4e5f6
Revises: 0a10b2c3d4e5
Create Date: 2024-02-02 09:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "0b20c3d4e5f6"
down_revision = "0a10b2c3d4e5"


def upgrade():
    op.create_table(
        "cards",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("number", sa.String(19)),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("accounts.id")),
    )


def downgrade():
    op.drop_table("cards")
