from alembic import context

from shop import metadata

target_metadata = metadata

# alembic_version.version_num is 64 characters wide here
