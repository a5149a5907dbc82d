"""step 0001

Revision ID: 0001
Revises:
Create Date: 2026-01-01 10:00:00

"""
revision = "0001"
down_revision = None


def upgrade():
    pass


def downgrade():
    pass
