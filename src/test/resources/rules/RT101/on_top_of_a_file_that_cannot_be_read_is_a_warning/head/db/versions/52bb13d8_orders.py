from alembic import op

revision = "52bb13d8"
down_revision = "41aa02c7"

def upgrade(:
    pass
