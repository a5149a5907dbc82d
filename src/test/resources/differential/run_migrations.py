"""Runs histories with the installed Alembic, revision by revision and down again, and says after
each step what the database holds.

usage: run_migrations.py FOLDER postgresql URL [tried] | run_migrations.py FOLDER sqlite
FOLDER holds a folder a history, with the revisions 000.py, 001.py, … One JSON object a line:
{"name", "steps": [{"step": "up 0", "objects": {...}}], "error"}.
With `tried`, each revision is only tried on its way down as soon as it is up, and taken back:
its step {"step": "tried 0", "objects": {...}, "error"} holds what would be there.
"""
import importlib.util
import json
import os
import sys

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

folder, dialect = sys.argv[1], sys.argv[2]
tried = sys.argv[-1] == "tried"


def held_by_postgresql(c):
    out = {}
    q = lambda sql: c.execute(sa.text(sql)).fetchall()
    for (t,) in q("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"):
        out["table " + t] = True
    for t, n, ty, nn in q(
        "select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull from pg_attribute a"
        " join pg_class c on c.oid = a.attrelid where c.relnamespace = 'public'::regnamespace"
        " and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped"
    ):
        out["column %s.%s" % (t, n)] = [ty.strip('"'), not nn]
    for t, n, k, cols, ref, refcols, od in q(
        "select c.relname, x.conname, x.contype::text,"
        " (select array_agg(a.attname::text order by u.o) from unnest(x.conkey) with ordinality u(n, o)"
        "  join pg_attribute a on a.attrelid = x.conrelid and a.attnum = u.n), r.relname,"
        " (select array_agg(a.attname::text order by u.o) from unnest(x.confkey) with ordinality u(n, o)"
        "  join pg_attribute a on a.attrelid = x.confrelid and a.attnum = u.n), x.confdeltype::text"
        " from pg_constraint x join pg_class c on c.oid = x.conrelid left join pg_class r on r.oid = x.confrelid"
        " where x.connamespace = 'public'::regnamespace and x.contype in ('p', 'u', 'f', 'c')"
    ):
        ondelete = {"c": "CASCADE", "n": "SET NULL", "r": "RESTRICT", "d": "SET DEFAULT"}.get(od)
        out["constraint %s/%s" % (t, n)] = [k] if k == "c" else [k, list(cols or []), ref, list(refcols or []), ondelete]
    for n, t, u, cols in q(
        "select i.relname, c.relname, x.indisunique,"
        " (select array_agg(pg_get_indexdef(x.indexrelid, k, true) order by k) from generate_series(1, x.indnkeyatts) k)"
        " from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid"
        " where c.relnamespace = 'public'::regnamespace"
        " and not exists (select 1 from pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x'))"
    ):
        out["index " + n] = [t, bool(u), [col.strip('"') for col in cols]]
    for n, values in q(
        "select t.typname, array_agg(e.enumlabel::text order by e.enumsortorder) from pg_type t"
        " join pg_enum e on e.enumtypid = t.oid group by t.typname"
    ):
        out["enum " + n] = list(values)
    return out


def held_by_sqlite(c):
    out = {}
    q = lambda sql: c.execute(sa.text(sql)).fetchall()
    for (t,) in q("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"):
        out["table " + t] = True
        key = []
        for _, n, ty, nn, _, pk in q('pragma table_info("%s")' % t):
            out["column %s.%s" % (t, n)] = [ty.replace(", ", ","), not nn]
            if pk:
                key.append((pk, n))
        if key:
            out["constraint %s/p %s" % (t, [n for _, n in sorted(key)])] = True
        fks = {}
        for i, _, ref, col, to, _, od, _ in q('pragma foreign_key_list("%s")' % t):
            fks.setdefault(i, [ref, [], [], None if od == "NO ACTION" else od])
            fks[i][1].append(col)
            fks[i][2].append(to)
        for ref, cols, to, od in fks.values():
            out["constraint %s/f %s" % (t, cols)] = [ref, to, od]
        for _, n, u, origin, _ in q('pragma index_list("%s")' % t):
            cols = [x[2] for x in q('pragma index_info("%s")' % n)]
            if origin == "c":
                out["index " + n] = [t, bool(u), cols]
            elif origin == "u":
                out["constraint %s/u %s" % (t, cols)] = True
    return out


def attempt(engine, function, held):
    with engine.connect() as connection:
        transaction = connection.begin()
        try:
            with Operations.context(MigrationContext.configure(connection)):
                function()
            return {"objects": held(connection), "error": None}
        except Exception as error:
            return {"objects": {}, "error": "%s: %s" % (type(error).__name__, str(error)[:300])}
        finally:
            transaction.rollback()


def run(engine, path, held):
    steps = []
    files = sorted(f for f in os.listdir(path) if f.endswith(".py"))
    modules = []
    for f in files:
        spec = importlib.util.spec_from_file_location("m" + f[:-3], os.path.join(path, f))
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        modules.append(module)
    todo = [("up %d" % i, m.upgrade) for i, m in enumerate(modules)]
    if tried:
        todo = [step for i, m in enumerate(modules) for step in (todo[i], ("tried %d" % i, m.downgrade))]
    else:
        todo += [("down %d" % i, m.downgrade) for i, m in reversed(list(enumerate(modules)))]
    for name, function in todo:
        if name.startswith("tried"):
            steps.append({"step": name, **attempt(engine, function, held)})
            continue
        try:
            with engine.connect() as connection:
                context = MigrationContext.configure(connection, opts={"transaction_per_migration": True})
                with context.begin_transaction(_per_migration=True):
                    with Operations.context(context):
                        function()
            with engine.connect() as connection:
                steps.append({"step": name, "objects": held(connection)})
        except Exception as error:
            return steps, "%s: %s: %s" % (name, type(error).__name__, str(error)[:300])
    return steps, None


if dialect == "postgresql":
    engine = sa.create_engine(sys.argv[3], poolclass=sa.pool.StaticPool)
for name in sorted(os.listdir(folder)):
    path = os.path.join(folder, name)
    if dialect == "postgresql":
        with engine.connect() as c:
            c.execute(sa.text("drop schema public cascade"))
            c.execute(sa.text("create schema public"))
            c.commit() if hasattr(c, "commit") else None
        steps, error = run(engine, path, held_by_postgresql)
    else:
        engine = sa.create_engine("sqlite://", poolclass=sa.pool.StaticPool)
        steps, error = run(engine, path, held_by_sqlite)
        engine.dispose()
    print(json.dumps({"name": name, "steps": steps, "error": error}), flush=True)
