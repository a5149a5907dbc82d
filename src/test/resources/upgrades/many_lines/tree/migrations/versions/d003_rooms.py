"""d003 rooms

Revision ID: d0032e5f7091
Revises: a0010c3d5e7f
Create Date: 2025-01-09 09:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "d0032e5f7091"
down_revision = "a0010c3d5e7f"


def upgrade():
    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("label", sa.Text()),
        sa.Column("place_id", sa.Integer(), sa.ForeignKey("places.id")),
    )


def downgrade():
    op.drop_table("rooms")
