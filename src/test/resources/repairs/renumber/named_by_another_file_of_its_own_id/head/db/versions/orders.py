revision = "52bb13d8f2e4"
down_revision = "users"


def upgrade():
    op.execute("orders")


def downgrade():
    pass
