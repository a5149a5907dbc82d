"""ask_alembic.py FOLDER: what the installed Alembic says of every environment in FOLDER.

Prints one JSON document a line, in the order of the names. Each environment is loaded in a child
process of its own, so that none can disturb the next.
"""
import json
import os
import sys
import warnings

import alembic
from alembic.config import Config
from alembic.script import ScriptDirectory

# Before 1.10 the load order is the file system's; sorted, as it is today, it is defined.
unsorted = os.listdir
os.listdir = lambda *folder: sorted(unsorted(*folder))
sys.dont_write_bytecode = True


def several(value):
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def answer(folder):
    warnings.simplefilter("ignore")
    config = Config()
    config.set_main_option("script_location", folder.replace("%", "%%"))
    graph = ScriptDirectory.from_config(config).revision_map
    known = graph._revision_map
    revisions = {}
    for key, revision in known.items():
        if revision is not None and key == revision.revision:
            revisions[key] = {
                "file": os.path.basename(revision.path),
                "parents": sorted(set(several(revision.down_revision))),
                "dependencies": sorted(set(several(revision.dependencies))),
                "declared": sorted(revision._orig_branch_labels or ()),
                "labels": sorted(revision.branch_labels or ()),
                "flags": [
                    bool(revision.is_head),
                    bool(revision._is_real_head),
                    bool(revision.is_base),
                    bool(revision._is_real_base),
                    bool(revision.is_branch_point),
                    bool(revision.is_merge_point),
                ],
            }
    return {
        "error": None,
        "heads": sorted(set(graph.heads)),
        "real_heads": sorted(set(graph._real_heads)),
        "bases": sorted(set(graph.bases)),
        "real_bases": sorted(set(graph._real_bases)),
        "revisions": revisions,
    }


def main():
    root = sys.argv[1]
    print(json.dumps({"alembic": alembic.__version__}), flush=True)
    for name in sorted(unsorted(root)):
        child = os.fork()
        if child == 0:
            try:
                said = answer(os.path.join(root, name))
            except BaseException as e:
                said = {"error": "%s: %s" % (type(e).__name__, e)}
            said["name"] = name
            print(json.dumps(said), flush=True)
            os._exit(0)
        os.waitpid(child, 0)


main()
