from alembic import context

from shop.models import metadata

target_metadata = metadata
