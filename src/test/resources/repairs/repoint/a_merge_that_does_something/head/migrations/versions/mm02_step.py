"""step mm02

Revision ID: mm02
Revises: cc01, bb01
Create Date: 2024-03-08 09:00:00

"""

from alembic import op

revision = "mm02"
down_revision = ("cc01", "bb01")
branch_labels = None
depends_on = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
