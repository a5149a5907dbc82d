"""step 7d3f05e28c1a

Revision ID: 7d3f05e28c1a
Revises: "aa01"
Create Date: 2024-03-02 09:00:00

"""

from alembic import op

revision = "7d3f05e28c1a"
down_revision = "aa01"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
