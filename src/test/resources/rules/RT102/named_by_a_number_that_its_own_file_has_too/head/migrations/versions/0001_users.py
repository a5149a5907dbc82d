revision = "77b0d2"
down_revision = "0001"


def upgrade():
    pass


def downgrade():
    pass
