revision = "52bb13d8"
down_revision = "versions\\41AA_Users.PY"


def upgrade():
    return 2


def downgrade():
    pass
