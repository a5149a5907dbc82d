from alembic import context


def run_migrations_online():
    with context.begin_transaction():
        context.run_migrations()
