from alembic import op

revision = "9b41e07c22d8"
down_revision = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
