"""step cc01

Revision ID: cc01
Revises: bb01
Create Date: 2026-01-06 10:00:00

"""
revision = "cc01"
down_revision = "bb01"


def upgrade():
    pass


def downgrade():
    pass
