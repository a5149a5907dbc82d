revision = "63cc24e9a3f5"
down_revision = ("52bb13d8f2e4", "0a93a764b47d")


def upgrade():
    pass


def downgrade():
    pass
