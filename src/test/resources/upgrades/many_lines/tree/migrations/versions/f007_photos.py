"""f007 photos

Revision ID: f0076293bcd5
Revises: b0021d4e6f80
Create Date: 2025-01-24 09:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "f0076293bcd5"
down_revision = "b0021d4e6f80"


def upgrade():
    op.create_table(
        "photos",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("url", sa.Text()),
        sa.Column("place_id", sa.Integer(), sa.ForeignKey("places.id")),
    )


def downgrade():
    op.drop_table("photos")
