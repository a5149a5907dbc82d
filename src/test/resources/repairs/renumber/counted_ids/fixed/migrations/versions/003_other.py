"""other

Revision ID: 003
Revises: 002
Create Date: 2024-03-01 09:00:00.000000

"""

from alembic import op

revision = "003"
down_revision = "002"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("select 2")


def downgrade():
    pass
