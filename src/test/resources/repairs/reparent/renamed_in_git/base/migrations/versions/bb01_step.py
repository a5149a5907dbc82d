"""step bb99ff

Revision ID: bb99ff
Revises: aa02
Create Date: 2026-01-03 10:00:00

"""
revision = "bb99ff"
down_revision = "aa02"


def upgrade():
    pass


def downgrade():
    pass
