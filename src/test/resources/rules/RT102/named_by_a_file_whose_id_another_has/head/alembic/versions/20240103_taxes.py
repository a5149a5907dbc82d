revision = "20240103"
down_revision = "20240102_prices"


def upgrade():
    return 4


def downgrade():
    pass
