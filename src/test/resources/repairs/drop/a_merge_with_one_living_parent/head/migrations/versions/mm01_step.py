"""step mm01

Revision ID: mm01
Revises: ("aa01", "7d3f05e28c1a")
Create Date: 2024-03-02 09:00:00

"""

from alembic import op

revision = "mm01"
down_revision = ("aa01", "7d3f05e28c1a")
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
