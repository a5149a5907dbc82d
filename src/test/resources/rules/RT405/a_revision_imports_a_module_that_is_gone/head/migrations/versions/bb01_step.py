"""step bb01

Revision ID: bb01
Revises: aa01
Create Date: 2024-03-02 09:00:00

"""

from alembic import op
from app.kept import x
import app.models.account

revision = "bb01"
down_revision = "aa01"
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
