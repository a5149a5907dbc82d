from alembic import context

from shop.old.invoices import Legacy

target_metadata = Legacy.metadata
