from alembic import op

revision = "b8e5eaaf0270"
down_revision = "03fa86d1c5e7"


def upgrade():
    op.execute("select 3")


def downgrade():
    pass
