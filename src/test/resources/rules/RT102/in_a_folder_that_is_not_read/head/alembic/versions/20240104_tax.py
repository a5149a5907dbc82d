revision = "20240104"
down_revision = "20240103"
branch_labels = None
depends_on = None


def upgrade():
    return 4


def downgrade():
    pass
