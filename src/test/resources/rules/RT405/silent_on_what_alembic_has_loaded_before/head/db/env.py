from alembic import context

from shop.models import metadata

target_metadata = metadata
from alembic.config import Config
import sqlalchemy.orm
