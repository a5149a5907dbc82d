import sqlalchemy as sa
from alembic import op

revision = "tune_search"
down_revision = "add_search_indexes"


def upgrade():
    op.add_column("stories", sa.Column("rank", sa.Float()))
    op.create_index("ix_stories_rank", "stories", ["rank"])


def downgrade():
    op.drop_index("ix_stories_rank")
    op.drop_column("stories", "rank")
