"""step 2

Revision ID: 2
Create Date: 2024-03-02 09:00:00

"""

from alembic import op

revision = "2"
down_revision = 1
branch_labels = None
depends_on = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
