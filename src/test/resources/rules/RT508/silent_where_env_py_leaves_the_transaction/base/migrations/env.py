from alembic import context


def run_migrations_online():
    context.configure(transactional_ddl=False)
    with context.begin_transaction():
        context.run_migrations()
