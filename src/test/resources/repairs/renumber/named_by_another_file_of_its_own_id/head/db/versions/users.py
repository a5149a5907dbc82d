revision = "41aa02c7e1d3"
down_revision = None


def upgrade():
    op.execute("users")


def downgrade():
    pass
