"""Runs two sides of histories in both orders with the installed Alembic on PostgreSQL, and says
what either order leaves.

usage: run_sides.py FOLDER URL
FOLDER holds a folder a history, with base.py, one.py and other.py, each a list of revisions
`upgrade0`, `upgrade1`, … One JSON object a line: {"name", "base": error, "one": order, "other":
order}, each order by the side that runs first: {"failed": side that was refused, "error",
"objects"}.
"""
import importlib.util
import json
import os
import sys

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

folder, url = sys.argv[1], sys.argv[2]

HELD = """
select 'schema ' || nspname, '' from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
union all
select 'relation ' || c.oid::regclass, c.relkind::text || case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) else '' end
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm', 'S')
union all
select 'column ' || a.attrelid::regclass || '.' || a.attname, format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
  || coalesce(' ' || pg_get_expr(d.adbin, d.adrelid), '')
from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm')
and a.attnum > 0 and not a.attisdropped
union all
select 'constraint ' || x.conrelid::regclass || '/' || x.conname, pg_get_constraintdef(x.oid)
from pg_constraint x join pg_namespace n on n.oid = x.connamespace
where x.conrelid <> 0 and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
union all
select 'index ' || x.indexrelid::regclass, pg_get_indexdef(x.indexrelid)
from pg_index x join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
union all
select 'enum ' || e.enumtypid::regtype, string_agg(e.enumlabel::text, ',' order by e.enumsortorder)
from pg_enum e group by e.enumtypid
union all
select 'function ' || p.oid::regprocedure, p.prosrc
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
union all
select 'trigger ' || t.tgrelid::regclass || '.' || t.tgname, pg_get_triggerdef(t.oid) from pg_trigger t where not t.tgisinternal
"""


def module(path):
    spec = importlib.util.spec_from_file_location("m", path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def run(connection, side):
    context = MigrationContext.configure(connection)
    with Operations.context(context):
        number = 0
        while hasattr(side, "upgrade%d" % number):
            getattr(side, "upgrade%d" % number)()
            number += 1


def told(error):
    return "%s: %s" % (type(error).__name__, str(error)[:300])


def order(connection, sides):
    savepoint = connection.begin_nested()
    out = {"failed": None, "error": None, "objects": {}}
    name = None
    try:
        for name, side in sides:
            run(connection, side)
        out["objects"] = {each[0]: each[1] for each in connection.execute(sa.text(HELD))}
    except Exception as error:
        out["failed"], out["error"] = name, told(error)
    savepoint.rollback()
    return out


engine = sa.create_engine(url)
with engine.connect() as c:
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        base, one, other = (module(os.path.join(path, each + ".py")) for each in ("base", "one", "other"))
        transaction = c.begin()
        answer = {"name": name, "base": None, "one": None, "other": None}
        try:
            run(c, base)
            answer["one"] = order(c, [("one", one), ("other", other)])
            answer["other"] = order(c, [("other", other), ("one", one)])
        except Exception as error:
            answer["base"] = told(error)
        transaction.rollback()
        print(json.dumps(answer), flush=True)
