"""step cc01

Revision ID: cc01
Revises: aa02, bb02
Create Date: 2026-01-05 10:00:00

"""
revision = "cc01"
down_revision = ("aa02", "bb02")
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
