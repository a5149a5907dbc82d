"""a

Revision ID: 99cc63e18a3d
Revises: 77aa01c93e1b
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "99cc63e18a3d"
down_revision = "77aa01c93e1b"
branch_labels = None

def upgrade():
    op.execute("select 1")


def downgrade():
    op.execute("select 1")
