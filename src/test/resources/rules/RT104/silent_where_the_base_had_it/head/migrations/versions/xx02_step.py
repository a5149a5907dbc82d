"""step xx02

Revision ID: xx02
Revises: xx01
Create Date: 2024-03-01 09:00:00.000000

"""

from alembic import op

revision = "xx02"
down_revision = "xx01"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
