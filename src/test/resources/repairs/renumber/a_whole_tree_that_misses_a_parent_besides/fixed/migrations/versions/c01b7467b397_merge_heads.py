"""merge heads

Revision ID: c01b7467b397
Revises: aa02, adf24f67fd36, cc01
Create Date: 2024-03-04 09:00:01

"""

# revision identifiers, used by Alembic.
revision = "c01b7467b397"
down_revision = ("aa02", "adf24f67fd36", "cc01")
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
