revision = "dddd"
down_revision = "bbbb"
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
