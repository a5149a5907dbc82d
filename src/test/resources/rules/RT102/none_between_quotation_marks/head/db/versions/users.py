revision = "41aa02c7"
down_revision = "None"


def upgrade():
    return 1


def downgrade():
    pass
