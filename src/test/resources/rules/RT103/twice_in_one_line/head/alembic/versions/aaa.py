revision = "41a8c66bf04a"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    return 1


def downgrade():
    pass
