"""step aaa3

Revision ID: aaa3
Revises: aaa2
Create Date: 2026-01-03 10:00:00

"""
revision = "aaa3"
down_revision = "aaa2"


def upgrade():
    pass


def downgrade():
    pass
