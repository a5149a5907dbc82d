"""step 0004

Revision ID: 0004
Revises: 0003
Create Date: 2026-01-04 10:00:00

"""
revision = "0004"
down_revision = "0003"


def upgrade():
    pass


def downgrade():
    pass
