"""step aa01

Revision ID: aa01
Revises: 
Create Date: 2026-01-01 10:00:00

"""
revision = "aa01"
down_revision = None


def upgrade():
    pass


def downgrade():
    pass
