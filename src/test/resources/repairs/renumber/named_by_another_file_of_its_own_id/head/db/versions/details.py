revision = "52bb13d8f2e4"
down_revision = "orders"


def upgrade():
    op.execute("details")


def downgrade():
    pass
