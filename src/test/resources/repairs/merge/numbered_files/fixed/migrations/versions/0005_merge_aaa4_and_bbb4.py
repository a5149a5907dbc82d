"""merge aaa4 and bbb4

Revision ID: 9088d1295c8f
Revises: aaa4, bbb4
Create Date: 2026-01-05 10:00:01

"""

# revision identifiers, used by Alembic.
revision = "9088d1295c8f"
down_revision = ("aaa4", "bbb4")
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
