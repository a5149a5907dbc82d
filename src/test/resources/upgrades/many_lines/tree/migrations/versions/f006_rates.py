"""f006 rates

Revision ID: f0065182abc4
Revises: d0032e5f7091
Create Date: 2025-01-22 09:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "f0065182abc4"
down_revision = "d0032e5f7091"


def upgrade():
    op.create_table(
        "rates",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("cents", sa.Integer()),
        sa.Column("room_id", sa.Integer(), sa.ForeignKey("rooms.id")),
    )


def downgrade():
    op.drop_table("rates")
