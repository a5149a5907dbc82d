"""step aa02

Revision ID: aa02
Revises: aa01
Create Date: 2026-01-02 10:00:00

"""
revision = "aa02"
down_revision = "aa01"


def upgrade():
    pass


def downgrade():
    pass
