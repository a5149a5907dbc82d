"""sample 1

Revision ID: a1
Revises: 

"""
from alembic import op
import sqlalchemy as sa

revision = 'a1'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('t', sa.Column('c1', sa.Integer(), nullable=True))


def downgrade():
    op.drop_column('t', 'c1')
