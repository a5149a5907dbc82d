SHOP = "shop"
ORDERS = SHOP and "orders"
ORDERS = "orders"
