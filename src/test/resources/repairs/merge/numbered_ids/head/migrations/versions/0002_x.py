"""step 0002

Revision ID: 0002
Revises: 0001
Create Date: 2026-01-02 10:00:00

"""
revision = "0002"
down_revision = "0001"


def upgrade():
    pass


def downgrade():
    pass
