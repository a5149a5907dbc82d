revision = "002"
down_revision = "20250405_0002_a"
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
