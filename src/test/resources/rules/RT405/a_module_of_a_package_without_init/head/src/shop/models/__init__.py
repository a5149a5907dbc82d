from shop.models.base import metadata
