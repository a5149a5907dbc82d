revision = "aa01"
down_revision = None


def upgrade():
    pass


def downgrade():
    pass
