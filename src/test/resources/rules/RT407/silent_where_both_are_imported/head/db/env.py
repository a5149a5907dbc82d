from alembic import context

from shop.base import Base
from shop import user
from shop.old.invoices import Legacy

target_metadata = [Base.metadata, Legacy.metadata]
