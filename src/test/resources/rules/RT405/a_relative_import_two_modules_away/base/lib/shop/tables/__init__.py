from .orders import orders
