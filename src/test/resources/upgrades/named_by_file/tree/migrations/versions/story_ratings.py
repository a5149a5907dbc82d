import sqlalchemy as sa
from alembic import op

revision = "story_ratings"
down_revision = "20240305"


def upgrade():
    op.create_table(
        "ratings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("stars", sa.SmallInteger()),
        sa.Column("story_id", sa.Integer(), sa.ForeignKey("stories.id")),
    )


def downgrade():
    op.drop_table("ratings")
