"""sample 4

Revision ID: a4
Revises: a3

"""
from alembic import op
import sqlalchemy as sa

revision = 'a4'
down_revision = 'a3'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('t', sa.Column('c4', sa.Integer(), nullable=True))


def downgrade():
    op.execute(f'alter table {"t"} drop column c4')
