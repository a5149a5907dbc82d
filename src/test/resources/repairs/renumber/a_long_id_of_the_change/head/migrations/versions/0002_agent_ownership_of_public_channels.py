"""0002 agent ownership of public channels

Revision ID: 0002_agent_ownership_of_public_channels
Revises: 0001_init
"""
revision = "0002_agent_ownership_of_public_channels"
down_revision = "0001_init"


def upgrade():
    pass


def downgrade():
    pass
