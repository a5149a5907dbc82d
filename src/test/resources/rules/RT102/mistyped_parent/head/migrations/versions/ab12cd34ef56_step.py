"""step ab12cd34ef56

Revision ID: ab12cd34ef56
Revises: aa02
Create Date: 2024-03-01 09:00:00.000000

"""

from alembic import op

revision = "ab12cd34ef56"
down_revision = "aa02"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
