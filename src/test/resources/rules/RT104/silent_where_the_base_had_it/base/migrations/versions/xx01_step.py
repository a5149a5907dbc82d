"""step xx01

Revision ID: xx01
Revises: xx02
Create Date: 2024-03-01 09:00:00.000000

"""

from alembic import op

revision = "xx01"
down_revision = "xx02"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
