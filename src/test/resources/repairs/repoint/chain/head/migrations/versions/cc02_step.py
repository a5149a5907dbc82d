"""step cc02

Revision ID: cc02
Revises: cc01
Create Date: 2024-03-06 09:00:00

"""

from alembic import op

revision = "cc02"
down_revision = "cc01"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
