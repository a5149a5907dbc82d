revision = "a1b2c3d4e5f6"
down_revision = "41a8c66bf04a"
branch_labels = None
depends_on = None


def upgrade():
    return 2


def downgrade():
    pass
