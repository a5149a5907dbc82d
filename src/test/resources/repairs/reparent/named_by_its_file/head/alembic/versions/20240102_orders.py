revision = "20240102"
down_revision = "20240101_users.py"
branch_labels = None
depends_on = None


def upgrade():
    return 2


def downgrade():
    pass
