revision = "20240103"
down_revision = "20240102_orders"
branch_labels = None
depends_on = None


def upgrade():
    return 3


def downgrade():
    pass
