revision = "eeee"
down_revision = ("dddd", "bbbb")
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
