from alembic import context

from typing import TYPE_CHECKING

from shop.base import Base

if TYPE_CHECKING:
    import shop.invoices

target_metadata = Base.metadata
