revision = "bb01"
down_revision = "aa01"


def upgrade():
    pass


def downgrade():
    pass
