"""merge bb01 and cc01

Revision ID: 97dc7f046cfe
Revises: bb01, cc01
Create Date: 2024-03-05 09:00:01

"""

# revision identifiers, used by Alembic.
revision = "97dc7f046cfe"
down_revision = ("bb01", "cc01")
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
