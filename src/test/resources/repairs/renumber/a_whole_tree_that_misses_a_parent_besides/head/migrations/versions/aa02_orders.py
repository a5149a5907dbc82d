"""orders

Revision ID: aa02
Revises: aa01
Create Date: 2024-03-02 09:00:00

"""

from alembic import op

revision = "aa02"
down_revision = "aa01"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("select 2")


def downgrade():
    pass
