"""begin

Revision ID: 20f4
"""
revision = "20f4"
down_revision = None


def upgrade():
    pass


def downgrade():
    pass
