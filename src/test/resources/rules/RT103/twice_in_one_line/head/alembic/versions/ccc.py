revision = "2fdce59aecd2"
down_revision = "a1b2c3d4e5f6"
branch_labels = None
depends_on = None


def upgrade():
    return 3


def downgrade():
    pass
