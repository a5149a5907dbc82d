revision = "20240103"
down_revision = "orders"
branch_labels = None
depends_on = None


def upgrade():
    return 3


def downgrade():
    pass
