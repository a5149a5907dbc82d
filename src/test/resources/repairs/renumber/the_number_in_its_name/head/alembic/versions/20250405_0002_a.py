revision = "002"
down_revision = "20250403_0001_init"
branch_labels = None
depends_on = None


def upgrade():
    return 2


def downgrade():
    pass
