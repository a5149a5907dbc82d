"""step aaa2

Revision ID: aaa2
Revises: aaa1
Create Date: 2026-01-02 10:00:00

"""
revision = "aaa2"
down_revision = "aaa1"


def upgrade():
    pass


def downgrade():
    pass
