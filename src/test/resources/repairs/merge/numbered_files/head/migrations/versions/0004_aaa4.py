"""step aaa4

Revision ID: aaa4
Revises: aaa3
Create Date: 2026-01-04 10:00:00

"""
revision = "aaa4"
down_revision = "aaa3"


def upgrade():
    pass


def downgrade():
    pass
