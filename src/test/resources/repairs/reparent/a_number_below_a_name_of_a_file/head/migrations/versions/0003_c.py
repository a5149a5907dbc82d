"""step 3

Revision ID: 3
Create Date: 2024-03-02 09:00:00

"""

from alembic import op

revision = "3"
down_revision = "0002_b"
branch_labels = None
depends_on = "0001_init"


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
