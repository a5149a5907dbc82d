"""0003 next

Revision ID: 0003_next
Revises: 0002_agent_ownership_of_public
"""
revision = "0003_next"
down_revision = "0002_agent_ownership_of_public"


def upgrade():
    pass


def downgrade():
    pass
