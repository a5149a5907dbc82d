revision = "002"
down_revision = "2402_users"


def upgrade():
    return 2


def downgrade():
    pass
