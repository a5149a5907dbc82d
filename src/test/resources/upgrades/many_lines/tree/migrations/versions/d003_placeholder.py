"""d003 placeholder

Revision ID: d0032e5f7091
Revises: b0021d4e6f80
Create Date: 2025-01-10 09:00:00

"""
revision = "d0032e5f7091"
down_revision = "b0021d4e6f80"


def upgrade():
    pass


def downgrade():
    pass
