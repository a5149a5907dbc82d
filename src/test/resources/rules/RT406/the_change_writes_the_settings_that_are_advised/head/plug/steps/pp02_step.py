revision = "pp02"
down_revision = "pp01"


def upgrade():
    op.execute("select 1")


def downgrade():
    pass
