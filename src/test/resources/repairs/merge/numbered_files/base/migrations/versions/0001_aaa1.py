"""step aaa1

Revision ID: aaa1
Revises:
Create Date: 2026-01-01 10:00:00

"""
revision = "aaa1"
down_revision = None


def upgrade():
    pass


def downgrade():
    pass
