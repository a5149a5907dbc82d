revision = "002"
down_revision = "2401_start"


def upgrade():
    return 1


def downgrade():
    pass
