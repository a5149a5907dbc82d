"""step bb02

Revision ID: bb02
Revises: bb01
Create Date: 2026-01-04 10:00:00

"""
revision = "bb02"
down_revision = "bb01"


def upgrade():
    pass


def downgrade():
    pass
