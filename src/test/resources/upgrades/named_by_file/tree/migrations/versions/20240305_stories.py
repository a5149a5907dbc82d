import sqlalchemy as sa
from alembic import op

revision = "20240305"
down_revision = "20240301_writers"


def upgrade():
    op.create_table(
        "stories",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("title", sa.Text()),
        sa.Column("writer_id", sa.Integer(), sa.ForeignKey("writers.id")),
    )


def downgrade():
    op.drop_table("stories")
