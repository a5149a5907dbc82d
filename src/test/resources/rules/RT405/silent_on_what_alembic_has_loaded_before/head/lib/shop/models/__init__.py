from .base import metadata
