"""e004 merge

Revision ID: e0043f60819a
Revises: d0032e5f7091, b0021d4e6f80
Create Date: 2025-01-11 09:00:00

"""
revision = "e0043f60819a"
down_revision = ("d0032e5f7091", "b0021d4e6f80")


def upgrade():
    pass


def downgrade():
    pass
