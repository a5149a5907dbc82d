revision = "77aa01c93e1b"
<<<<<<< HEAD
down_revision = "4be09c71ad33"
=======
down_revision = None
>>>>>>> feature
