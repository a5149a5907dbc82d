orders = 1
