"""step bb02

Revision ID: bb02
Revises: aa01
Create Date: 2024-02-01 10:00:00
"""
import sqlalchemy as sa
from alembic import op

revision = "bb02"
down_revision = "aa01"


def upgrade():
    op.create_index(op.f("ix_orders_note_for_the_search_page_that_shows_all_orders_of_one_user"), "orders", ["note"])


def downgrade():
    op.drop_index(op.f("ix_orders_note_for_the_search_page_that_shows_all_orders_of_one_user"))
