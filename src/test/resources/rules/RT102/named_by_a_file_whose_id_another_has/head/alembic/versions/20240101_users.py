revision = "20240101"
down_revision = None


def upgrade():
    return 1


def downgrade():
    pass
