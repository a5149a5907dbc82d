from alembic import op

revision = "03fa86d1c5e7"
down_revision = "9b41e07c22d8"


def upgrade():
    op.execute("select 2")


def downgrade():
    pass
