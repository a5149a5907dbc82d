"""b002 guests

Revision ID: b0021d4e6f80
Revises: a0010c3d5e7f
Create Date: 2025-01-08 09:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "b0021d4e6f80"
down_revision = "a0010c3d5e7f"


def upgrade():
    op.create_table(
        "guests",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("email", sa.Text()),
    )


def downgrade():
    op.drop_table("guests")
