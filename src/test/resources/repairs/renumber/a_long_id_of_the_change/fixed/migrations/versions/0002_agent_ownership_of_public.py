"""0002 agent ownership of public channels

Revision ID: 0002_agent_ownership_of_public
Revises: 0001_init
"""
revision = "0002_agent_ownership_of_public"
down_revision = "0001_init"


def upgrade():
    pass


def downgrade():
    pass
