"""step bb01

Revision ID: bb01
Revises: aa01
Create Date: 2024-03-02 09:00:00

"""

from alembic import op
from typing import TYPE_CHECKING

import app.api_pb2
import app.built.tables
import app.fast
import app.moved
import app.names_made
import celery.schedules
import flask.json.provider
import loose.other
import sqlalchemy.orm
import spread.other
from app._speedups import quick

try:
    import app.new
except ImportError:
    import app.old

if TYPE_CHECKING:
    from app.types import Thing


revision = "bb01"
down_revision = "aa01"
branch_labels = None
depends_on = None


def upgrade():
    import app.late


def downgrade():
    pass
