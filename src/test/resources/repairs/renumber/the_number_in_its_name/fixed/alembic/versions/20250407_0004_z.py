revision = "004"
down_revision = "003"
branch_labels = None
depends_on = None


def upgrade():
    return 4


def downgrade():
    pass
