"""step bb03

Revision ID: bb03
Revises: bb02
Create Date: 2026-01-05 10:00:00

"""
revision = "bb03"
down_revision = "bb02"


def upgrade():
    pass


def downgrade():
    pass
