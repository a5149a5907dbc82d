"""step ee01

Create Date: 2024-03-06 09:00:00

"""

import os

revision = "ee01"
down_revision = os.environ["PARENTS"].split()
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
