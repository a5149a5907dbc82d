import sqlalchemy as sa
from alembic import op

revision = "20240301"
down_revision = None


def upgrade():
    op.create_table(
        "writers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
    )


def downgrade():
    op.drop_table("writers")
