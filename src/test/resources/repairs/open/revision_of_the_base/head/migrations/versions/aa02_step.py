"""step aa02

Revision ID: aa02
Revises: bb01
Create Date: 2026-01-02 10:00:00

"""
revision = "aa02"
down_revision = "bb01"


def upgrade():
    pass


def downgrade():
    pass
