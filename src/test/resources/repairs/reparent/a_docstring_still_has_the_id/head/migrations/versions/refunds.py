"""step 9b7c31

Revision ID: bb01
Revises: aa02
Create Date: 2026-01-03 10:00:00

"""
revision = "9b7c31"
down_revision = "aa02"


def upgrade():
    pass


def downgrade():
    pass
