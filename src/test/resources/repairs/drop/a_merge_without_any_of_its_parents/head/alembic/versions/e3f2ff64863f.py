revision = "e3f2ff64863f"
down_revision = ("13f4b8bc37f2", "c1a7d3f05e28")
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
