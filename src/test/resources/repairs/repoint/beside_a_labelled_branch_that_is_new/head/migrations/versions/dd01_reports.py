"""begin the reports

Revision ID: dd01
Revises:
Create Date: 2024-03-04 09:00:00

"""

from alembic import op

revision = "dd01"
down_revision = None
branch_labels = ("reports",)
depends_on = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
