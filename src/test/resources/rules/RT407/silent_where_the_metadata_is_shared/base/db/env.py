from alembic import context

from shop.base import Base
from shop import user

target_metadata = Base.metadata
