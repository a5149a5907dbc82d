"""step cccc

Revision ID: cccc
Revises: 
Create Date: 2024-01-01 10:00:00

"""
revision = "cccc"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    return 3


def downgrade():
    pass
