from shop.tables import orders

metadata = orders
