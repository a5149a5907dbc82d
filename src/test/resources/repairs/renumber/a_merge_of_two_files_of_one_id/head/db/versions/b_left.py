revision = "52bb13d8f2e4"
down_revision = "41aa02c7e1d3"


def upgrade():
    op.execute("left")


def downgrade():
    pass
