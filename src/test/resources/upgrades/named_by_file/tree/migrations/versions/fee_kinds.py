import sqlalchemy as sa
from alembic import op

revision = "fee_kinds"
down_revision = "fees"


def upgrade():
    kind = sa.Enum("flat", "share", name="fee_kind")
    kind.create(op.get_bind())
    op.add_column("fees", sa.Column("kind", kind, nullable=True))


def downgrade():
    op.drop_column("fees", "kind")
    op.execute("DROP TYPE fee_kind")
