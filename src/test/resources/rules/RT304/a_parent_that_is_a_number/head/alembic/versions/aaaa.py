revision = "7"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    return 1


def downgrade():
    pass
