revision = "nnnn"
down_revision = ("bbbb", "cccc")
branch_labels = None
depends_on = None


def upgrade():
    return 1


def downgrade():
    pass
