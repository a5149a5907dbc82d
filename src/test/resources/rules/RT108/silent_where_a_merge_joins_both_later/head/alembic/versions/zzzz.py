revision = "zzzz"
down_revision = ("mmmm", "nnnn")
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
