"""0c30 limits

Revision ID: 0c30d4e5f6a7
Revises: 0b20c3d4e5f6
Create Date: 2024-02-03 09:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "0c30d4e5f6a7"
down_revision = "0b20c3d4e5f6"


def upgrade():
    op.add_column("cards", sa.Column("daily_limit", sa.Numeric(10, 2)))
    op.create_check_constraint("ck_cards_limit", "cards", "daily_limit > 0")


def downgrade():
    op.drop_constraint("ck_cards_limit", "cards", type_="check")
    op.drop_column("cards", "daily_limit")
