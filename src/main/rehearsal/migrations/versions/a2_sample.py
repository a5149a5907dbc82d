"""sample 2

Revision ID: a2
Revises: a1

"""
from alembic import op
import sqlalchemy as sa

revision = 'a2'
down_revision = 'a1'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('t', sa.Column('c2', sa.Integer(), nullable=True))


def downgrade():
    op.drop_column('t', 'c2')
