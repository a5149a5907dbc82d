from alembic import op

revision = "41aa02c7"
down_revision = None


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
