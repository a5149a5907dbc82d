from ..tables import orders
