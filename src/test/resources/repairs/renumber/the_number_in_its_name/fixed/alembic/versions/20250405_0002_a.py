revision = "002"
down_revision = "001"
branch_labels = None
depends_on = None


def upgrade():
    return 2


def downgrade():
    pass
