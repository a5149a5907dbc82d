import sqlalchemy as sa
from alembic import op

revision = "20240312"
down_revision = "20240305_stories"


def upgrade():
    op.create_table(
        "chapters",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("heading", sa.Text()),
        sa.Column("story_id", sa.Integer(), sa.ForeignKey("stories.id")),
    )


def downgrade():
    op.drop_table("chapters")
