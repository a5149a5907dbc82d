revision = "20240103"
down_revision = "20240102"
branch_labels = None
depends_on = None


def upgrade():
    return 3


def downgrade():
    pass
