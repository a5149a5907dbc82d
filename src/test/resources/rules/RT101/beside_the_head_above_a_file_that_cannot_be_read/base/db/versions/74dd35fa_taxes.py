from alembic import op

revision = "74dd35fa"
down_revision = "52bb13d8"


def upgrade():
    op.execute("select 4")


def downgrade():
    pass
