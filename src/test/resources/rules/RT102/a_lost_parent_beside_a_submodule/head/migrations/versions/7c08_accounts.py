"""accounts

Revision ID: 7c08
"""
revision = "7c08"
down_revision = "20f4"


def upgrade():
    pass


def downgrade():
    pass
