revision = "aa01"
down_revision = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
