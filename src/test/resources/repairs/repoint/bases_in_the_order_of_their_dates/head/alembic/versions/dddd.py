"""step dddd

Revision ID: dddd
Revises: cccc
Create Date: 2024-01-02 10:00:00

"""
revision = "dddd"
down_revision = "cccc"
branch_labels = None
depends_on = None


def upgrade():
    return 4


def downgrade():
    pass
