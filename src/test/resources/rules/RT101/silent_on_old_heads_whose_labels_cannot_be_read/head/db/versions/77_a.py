"""a

Revision ID: 77aa01c93e1b
Revises: 4be09c71ad33
Create Date: 2026-01-05 10:00:00

"""
from alembic import op

revision = "77aa01c93e1b"
down_revision = "4be09c71ad33"
branch_labels = None

def upgrade():
    op.execute("select 1")


def downgrade():
    op.execute("select 1")
