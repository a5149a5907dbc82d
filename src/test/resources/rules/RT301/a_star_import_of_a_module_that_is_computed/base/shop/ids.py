depends_on = pick()
