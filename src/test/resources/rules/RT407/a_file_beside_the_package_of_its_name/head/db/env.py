from alembic import context

import shop.models

target_metadata = shop.models.Base.metadata
