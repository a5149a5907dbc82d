"""users

Revision ID: aa01
Revises: 
Create Date: 2024-03-01 09:00:00

"""

from alembic import op

revision = "aa01"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
