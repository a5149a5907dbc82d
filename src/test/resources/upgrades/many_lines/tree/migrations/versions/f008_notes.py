"""f008 notes

Revision ID: f00873a4cde6
Revises: e0043f60819a
Create Date: 2025-01-25 09:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "f00873a4cde6"
down_revision = "e0043f60819a"


def upgrade():
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("text", sa.Text()),
        sa.Column("guest_id", sa.Integer(), sa.ForeignKey("guests.id")),
    )


def downgrade():
    op.drop_table("notes")
