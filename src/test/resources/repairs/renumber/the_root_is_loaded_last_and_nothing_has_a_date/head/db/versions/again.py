from alembic import op

revision = "9b41e07c22d8"
down_revision = "03fa86d1c5e7"


def upgrade():
    op.execute("select 3")


def downgrade():
    pass
