import sqlalchemy as sa
from alembic import op

revision = "fees"
down_revision = None


def upgrade():
    op.create_table(
        "fees",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("cents", sa.Integer()),
        sa.Column("journey_id", sa.Integer(), sa.ForeignKey("journeys.id")),
        sa.Column("writer_id", sa.Integer(), sa.ForeignKey("writers.id")),
    )


def downgrade():
    op.drop_table("fees")
