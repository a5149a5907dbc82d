revision = "a1b2c3d4e5f6"
down_revision = "2fdce59aecd2"
branch_labels = None
depends_on = None


def upgrade():
    return 4


def downgrade():
    pass
