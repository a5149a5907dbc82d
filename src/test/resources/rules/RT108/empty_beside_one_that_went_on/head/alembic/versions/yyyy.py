revision = "yyyy"
down_revision = "nnnn"
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
