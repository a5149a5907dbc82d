revision = "cc01"
down_revision = "bb01"