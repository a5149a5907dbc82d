"""step bb0105e28ccc

Revision ID: bb0105e28ccc
Revises: "aa01"
Create Date: 2024-03-02 09:00:00

"""

from alembic import op

revision = "bb0105e28ccc"
down_revision = "aa01"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
