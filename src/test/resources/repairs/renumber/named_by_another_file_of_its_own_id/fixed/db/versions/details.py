revision = "a237777d2f5d"
down_revision = "52bb13d8f2e4"


def upgrade():
    op.execute("details")


def downgrade():
    pass
