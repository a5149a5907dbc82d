"""step cc01

Revision ID: cc01
Revises: aa02, bb01
Create Date: 2026-01-04 10:00:00

"""
revision = "cc01"
down_revision = ("aa02", "bb01")
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
