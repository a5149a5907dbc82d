"""step 0005

Revision ID: 0005
Revises: 0003
Create Date: 2026-01-05 10:00:00

"""
revision = "0005"
down_revision = "0003"


def upgrade():
    pass


def downgrade():
    pass
