revision = "5e1a7c"
down_revision = None


def upgrade():
    pass


def downgrade():
    pass
