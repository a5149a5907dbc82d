"""step cc01

Revision ID: cc01
Revises: aa01
Create Date: 2024-03-02 09:00:00

"""

from alembic import op

revision = "cc01"
down_revision = "aa01"
branch_labels = ("contract",)
depends_on = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
