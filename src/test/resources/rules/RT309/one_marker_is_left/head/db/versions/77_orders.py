revision = "77aa01c93e1b"
down_revision = "4be09c71ad33"
>>>>>>> feature
