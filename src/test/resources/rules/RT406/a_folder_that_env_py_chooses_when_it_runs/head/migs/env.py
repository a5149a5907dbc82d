from alembic import context
import os

if os.environ.get("PG"):
    context.script.version_locations = ["migs/app1"]
else:
    context.script.version_locations = ["migs/app2"]
