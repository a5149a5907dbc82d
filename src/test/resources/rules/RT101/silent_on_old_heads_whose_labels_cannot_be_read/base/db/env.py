from alembic import context

from shop import metadata

target_metadata = metadata
