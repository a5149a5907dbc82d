revision = "mmmm"
down_revision = ("bbbb", "cccc")
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
