"""merge bb02 and cc02

Revision ID: dd03
Revises: bb02, cc02
Create Date: 2024-02-03 10:00:00
"""

revision = "dd03"
down_revision = ("bb02", "cc02")


def upgrade():
    pass


def downgrade():
    pass
