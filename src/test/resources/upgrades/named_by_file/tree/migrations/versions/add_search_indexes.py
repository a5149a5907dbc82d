from alembic import op

revision = "add_search_indexes"
down_revision = None


def upgrade():
    op.create_index("ix_stories_title", "stories", ["title"])
    op.create_index("ix_chapters_heading", "chapters", ["heading"])


def downgrade():
    op.drop_index("ix_chapters_heading")
    op.drop_index("ix_stories_title")
