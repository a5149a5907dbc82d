"""9f33 users

Revision ID: 9f33a27c1d49
Revises: 
Create Date: 2024-05-14 17:05:00

"""
import sqlalchemy as sa
from alembic import op

revision = "9f33a27c1d49"
down_revision = None


def upgrade():
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("email", sa.String(255), nullable=False),
    )


def downgrade():
    op.drop_table("user")
