revision = "004"
down_revision = "20250406_0003_sharing"
branch_labels = None
depends_on = None


def upgrade():
    return 4


def downgrade():
    pass
