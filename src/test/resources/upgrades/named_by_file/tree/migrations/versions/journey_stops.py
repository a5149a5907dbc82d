import sqlalchemy as sa
from alembic import op

revision = "journey_stops"
down_revision = "journeys"


def upgrade():
    op.create_table(
        "stops",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("place", sa.Text()),
        sa.Column("journey_id", sa.Integer(), sa.ForeignKey("journeys.id")),
    )


def downgrade():
    op.drop_table("stops")
