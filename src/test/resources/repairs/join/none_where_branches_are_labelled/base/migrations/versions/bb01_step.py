"""step bb01

Revision ID: bb01
Revises:
Create Date: 2026-01-03 10:00:00

"""
revision = "bb01"
down_revision = None
branch_labels = ("reports",)


def upgrade():
    pass


def downgrade():
    pass
