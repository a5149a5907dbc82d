"""plug2

Revision ID: plug2
"""
revision = "plug2"
down_revision = "plug1"


def upgrade():
    pass


def downgrade():
    pass
