"""step bb02

Revision ID: bb02
Revises: aa01
Create Date: 2024-02-01 10:00:00
"""
from alembic import op

revision = "bb02"
down_revision = "aa01"


def upgrade():
    with op.batch_alter_table("orders") as batch_op:
        batch_op.create_unique_constraint("uq_orders", ["note"])
    with op.batch_alter_table("orders") as batch_op:
        batch_op.create_unique_constraint("uq_orders", ["note", "id"])


def downgrade():
    with op.batch_alter_table("orders") as batch_op:
        batch_op.drop_constraint("uq_orders")
