revision = "0a93a764b47d"
down_revision = "41aa02c7e1d3"


def upgrade():
    op.execute("right")


def downgrade():
    pass
