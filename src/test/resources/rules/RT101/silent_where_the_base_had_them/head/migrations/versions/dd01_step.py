"""step dd01

Revision ID: dd01
Revises: cc01
Create Date: 2024-03-01 09:00:00.000000

"""

from alembic import op

revision = "dd01"
down_revision = "cc01"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
