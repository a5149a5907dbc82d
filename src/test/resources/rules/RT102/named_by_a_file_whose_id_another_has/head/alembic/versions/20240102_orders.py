revision = "20240102"
down_revision = "20240101"


def upgrade():
    return 2


def downgrade():
    pass
