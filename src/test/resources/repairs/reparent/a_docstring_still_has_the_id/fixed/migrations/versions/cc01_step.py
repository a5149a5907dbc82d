"""step cc01

Revision ID: cc01
Revises: 9b7c31
Create Date: 2026-01-06 10:00:00

"""
revision = "cc01"
down_revision = "9b7c31"


def upgrade():
    pass


def downgrade():
    pass
