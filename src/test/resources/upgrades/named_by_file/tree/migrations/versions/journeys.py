import sqlalchemy as sa
from alembic import op

revision = "journeys"
down_revision = None


def upgrade():
    op.create_table(
        "journeys",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("start", sa.Text()),
        sa.Column("writer_id", sa.Integer(), sa.ForeignKey("writers.id")),
    )


def downgrade():
    op.drop_table("journeys")
