"""step cc01

Revision ID: cc01
Revises: bb01
Create Date: 2024-03-08 09:00:00

"""

import sqlalchemy as sa
from alembic import op

revision = "cc01"
down_revision = "bb01"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("notes", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("notes")
