"""step bbb4

Revision ID: bbb4
Revises: aaa3
Create Date: 2026-01-05 10:00:00

"""
revision = "bbb4"
down_revision = "aaa3"


def upgrade():
    pass


def downgrade():
    pass
