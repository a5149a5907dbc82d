"""0001 init

Revision ID: 0001_init
Revises: 
"""
revision = "0001_init"
down_revision = None


def upgrade():
    pass


def downgrade():
    pass
