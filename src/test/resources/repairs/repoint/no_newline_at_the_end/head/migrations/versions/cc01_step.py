revision = "cc01"
down_revision = "aa02"