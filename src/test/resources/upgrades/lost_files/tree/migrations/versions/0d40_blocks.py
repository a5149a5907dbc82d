"""0d40 blocks

Revision ID: 0d40e5f6a7b8
Revises: 0c30d4e5f6a7
Create Date: 2024-02-04 09:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "0d40e5f6a7b8"
down_revision = "0c30d4e5f6a7"


def upgrade():
    op.create_table(
        "blocks",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("card_id", sa.Integer(), sa.ForeignKey("cards.id")),
        sa.Column("since", sa.Date()),
    )


def downgrade():
    op.drop_table("blocks")
