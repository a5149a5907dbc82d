revision = "004"
down_revision = "2403_shops"


def upgrade():
    return 3


def downgrade():
    pass
