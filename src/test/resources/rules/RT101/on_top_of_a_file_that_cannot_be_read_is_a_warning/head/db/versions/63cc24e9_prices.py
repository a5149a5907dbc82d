from alembic import op

revision = "63cc24e9"
down_revision = "52bb13d8"


def upgrade():
    op.execute("select 3")


def downgrade():
    pass
