"""step 1

Revision ID: 1
Create Date: 2024-03-02 09:00:00

"""

from alembic import op

revision = "1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
