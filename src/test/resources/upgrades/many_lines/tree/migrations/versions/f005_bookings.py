"""f005 bookings

Revision ID: f00540719ab3
Revises: e0043f60819a
Create Date: 2025-01-30 09:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "f00540719ab3"
down_revision = "e0043f60819a"


def upgrade():
    op.create_table(
        "bookings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("room_id", sa.Integer(), sa.ForeignKey("rooms.id")),
        sa.Column("guest_id", sa.Integer(), sa.ForeignKey("guests.id")),
        sa.Column("rate_id", sa.Integer(), sa.ForeignKey("rates.id")),
    )


def downgrade():
    op.drop_table("bookings")
