"""orders

Revision ID: 88bb52d07f2c
Revises: 4be09c71ad33
Create Date: 2026-01-05 10:00:00

"""
from alembic import op
from shop.labels import label

revision = "88bb52d07f2c"
down_revision = "4be09c71ad33"
branch_labels = (label(),)



def upgrade():
    op.execute("select 1")


def downgrade():
    op.execute("select 1")
