"""5c11 tokens

Revision ID: 5c11d04a9b27
Revises: 
Create Date: 2024-09-02 08:30:00

"""
import sqlalchemy as sa
from alembic import op

revision = "5c11d04a9b27"
down_revision = None


def upgrade():
    op.create_table(
        "token",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("value", sa.String(64), unique=True),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("user.id")),
    )


def downgrade():
    op.drop_table("token")
