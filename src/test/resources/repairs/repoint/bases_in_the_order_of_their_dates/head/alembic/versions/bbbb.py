"""step bbbb

Revision ID: bbbb
Revises: aaaa
Create Date: 2024-03-02 10:00:00

"""
revision = "bbbb"
down_revision = "aaaa"
branch_labels = None
depends_on = None


def upgrade():
    return 2


def downgrade():
    pass
