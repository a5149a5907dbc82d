from alembic import context

import sqlalchemy as sa

target_metadata = sa.MetaData()
