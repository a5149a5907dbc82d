"""step bb01

Revision ID: bb01
Revises: aa01
Create Date: 2026-01-03 10:00:00

"""
revision = "bb01"
down_revision = "aa01"


def upgrade():
    pass


def downgrade():
    pass
