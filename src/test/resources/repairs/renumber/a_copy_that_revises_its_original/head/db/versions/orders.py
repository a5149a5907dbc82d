from alembic import op

revision = "9b41e07c22d8"
down_revision = "9b41e07c22d8"


def upgrade():
    op.execute("select 2")


def downgrade():
    pass
