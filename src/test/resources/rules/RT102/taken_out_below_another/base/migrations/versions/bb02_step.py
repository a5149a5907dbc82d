"""step bb02

Revision ID: bb02
Revises: f00dfeed
Create Date: 2026-01-03 10:00:00

"""
revision = "bb02"
down_revision = "aa02"


def upgrade():
    pass


def downgrade():
    pass
