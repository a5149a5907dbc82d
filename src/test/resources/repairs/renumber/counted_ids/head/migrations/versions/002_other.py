"""other

Revision ID: 002
Revises: 001
Create Date: 2024-03-01 09:00:00.000000

"""

from alembic import op

revision = "002"
down_revision = "001"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("select 2")


def downgrade():
    pass
