"""6d22 token expiry

Revision ID: 6d22e15b0c38
Revises: 5c11d04a9b27
Create Date: 2024-09-03 10:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "6d22e15b0c38"
down_revision = "5c11d04a9b27"


def upgrade():
    op.add_column("token", sa.Column("expires", sa.DateTime(timezone=True)))


def downgrade():
    op.drop_column("token", "expires")
