revision = "63cc24e9a3f5"
down_revision = ("b_left", "b_right")


def upgrade():
    pass


def downgrade():
    pass
