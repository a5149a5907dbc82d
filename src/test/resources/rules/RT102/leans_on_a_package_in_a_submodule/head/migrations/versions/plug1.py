"""plug1

Revision ID: plug1
"""
revision = "plug1"
down_revision = "core99a1"


def upgrade():
    pass


def downgrade():
    pass
