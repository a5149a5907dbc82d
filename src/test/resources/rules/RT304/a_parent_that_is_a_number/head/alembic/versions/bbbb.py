revision = "bbbb"
down_revision = 7
branch_labels = None
depends_on = None


def upgrade():
    return 1


def downgrade():
    pass
