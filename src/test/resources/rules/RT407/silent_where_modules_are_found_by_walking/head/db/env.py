from alembic import context

import importlib
import pkgutil

import shop
from shop.base import Base

for found in pkgutil.walk_packages(shop.__path__, "shop."):
    importlib.import_module(found.name)

target_metadata = Base.metadata
