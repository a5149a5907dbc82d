from alembic import op

revision = "c5eb9421bfbe"
down_revision = "03fa86d1c5e7"


def upgrade():
    op.execute("select 3")


def downgrade():
    pass
