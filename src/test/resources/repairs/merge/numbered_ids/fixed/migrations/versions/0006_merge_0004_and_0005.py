"""merge 0004 and 0005

Revision ID: 0006
Revises: 0004, 0005
Create Date: 2026-01-05 10:00:01

"""

# revision identifiers, used by Alembic.
revision = "0006"
down_revision = ("0004", "0005")
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
