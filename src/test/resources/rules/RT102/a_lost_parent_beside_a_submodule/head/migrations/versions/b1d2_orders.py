"""orders

Revision ID: b1d2
"""
revision = "b1d2"
down_revision = "9e55"


def upgrade():
    pass


def downgrade():
    pass
