"""step mm01

Revision ID: mm01
Revises: bb01, cc01
Create Date: 2024-03-07 09:00:00

"""

from alembic import op

revision = "mm01"
down_revision = ("bb01", "cc01")
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
