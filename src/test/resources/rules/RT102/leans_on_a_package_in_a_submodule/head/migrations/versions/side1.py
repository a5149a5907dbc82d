"""side1

Revision ID: side1
"""
revision = "side1"
down_revision = "core77b2"


def upgrade():
    pass


def downgrade():
    pass
