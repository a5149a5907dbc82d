"""a001 places

Revision ID: a0010c3d5e7f
Revises: 
Create Date: 2025-01-06 09:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "a0010c3d5e7f"
down_revision = None


def upgrade():
    op.create_table(
        "places",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text()),
    )


def downgrade():
    op.drop_table("places")
