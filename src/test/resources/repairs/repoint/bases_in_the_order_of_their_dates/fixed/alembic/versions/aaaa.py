"""step aaaa

Revision ID: aaaa
Revises: dddd
Create Date: 2024-03-01 10:00:00

"""
revision = "aaaa"
down_revision = "dddd"
branch_labels = None
depends_on = None


def upgrade():
    return 1


def downgrade():
    pass
