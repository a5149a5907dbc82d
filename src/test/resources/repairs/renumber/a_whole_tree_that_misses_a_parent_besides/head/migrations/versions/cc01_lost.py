"""builds on what is lost

Revision ID: cc01
Revises: zz99
Create Date: 2024-03-04 09:00:00

"""

from alembic import op

revision = "cc01"
down_revision = "zz99"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("select 4")


def downgrade():
    pass
