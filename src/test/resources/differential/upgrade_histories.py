"""Upgrades an empty PostgreSQL through whole histories with the installed Alembic, and takes it down
again.

usage: upgrade_histories.py FOLDER URL
FOLDER holds a folder a history; its file locations.txt names the version locations, relative to it.
One JSON object a line: {"name", "up", "down"}, each of the last two null where it went through, or
{"path", "line", "error"}: the line of the migration that was refused. "down" is false where the way
up was refused.
"""
import json
import logging
import os
import sys
import traceback
import warnings

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

ENV = """
from alembic import context
context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
"""

folder, url = sys.argv[1], sys.argv[2]
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
engine = sa.create_engine(url, poolclass=sa.pool.StaticPool)
script = os.path.join(folder, "..", "environment")
os.makedirs(os.path.join(script, "versions"), exist_ok=True)
with open(os.path.join(script, "env.py"), "w") as env:
    env.write(ENV)


def refusal(error, path):
    where = (None, None)
    for frame in traceback.extract_tb(error.__traceback__):
        if os.path.realpath(frame.filename).startswith(os.path.realpath(path) + os.sep):
            where = (os.path.relpath(os.path.realpath(frame.filename), os.path.realpath(path)), frame.lineno)
    return {"path": where[0], "line": where[1], "error": "%s: %s" % (type(error).__name__, str(error).split("\n")[0][:200])}


def run(path, what):
    config = Config()
    config.set_main_option("script_location", script)
    with open(os.path.join(path, "locations.txt")) as locations:
        config.set_main_option("version_locations", " ".join(os.path.join(path, each) for each in locations.read().split()))
    try:
        if not ScriptDirectory.from_config(config).get_heads():
            raise LookupError("there is no revision")
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            what(config)
    except (Exception, SystemExit) as error:
        return refusal(error, path)
    return None


for name in sorted(os.listdir(folder)):
    path = os.path.join(folder, name)
    with engine.connect() as connection:
        connection.execute(sa.text("drop schema public cascade"))
        connection.execute(sa.text("create schema public"))
        if hasattr(connection, "commit"):
            connection.commit()
    up = run(path, lambda config: command.upgrade(config, "head"))
    down = run(path, lambda config: command.downgrade(config, "base")) if up is None else False
    print(json.dumps({"name": name, "up": up, "down": down}), flush=True)
