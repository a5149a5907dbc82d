"""step cc01

Revision ID: cc01
Revises: bb01
Create Date: 2024-03-04 09:00:00

"""

from alembic import op

revision = "cc01"
down_revision = "bb01"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
