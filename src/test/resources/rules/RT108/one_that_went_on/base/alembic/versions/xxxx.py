revision = "xxxx"
down_revision = "mmmm"
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
