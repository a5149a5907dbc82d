"""step bb01

Revision ID: bb01
Revises: aa02
Create Date: 2024-03-05 09:00:00

"""

from alembic import op

revision = "bb01"
down_revision = "aa02"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
