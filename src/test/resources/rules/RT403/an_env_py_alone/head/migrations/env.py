from alembic import context

target_metadata = None
context.configure(target_metadata=target_metadata)
