"""step 0003

Revision ID: 0003
Revises: 0002
Create Date: 2026-01-03 10:00:00

"""
revision = "0003"
down_revision = "0002"


def upgrade():
    pass


def downgrade():
    pass
