package dev.retort.audit;

import dev.retort.alembic.Quoted;
import java.util.ArrayList;
import java.util.List;

/// How people see that a plan has worked, and how they go back.
final class OutcomeChecks {
  private final EnvironmentAudit audit;
  private final AlembicCall call;
  private final List<String> items = new ArrayList<>();

  private OutcomeChecks(EnvironmentAudit audit) {
    this.audit = audit;
    this.call = AlembicCall.of(audit);
  }

  static List<String> of(EnvironmentAudit audit) {
    OutcomeChecks checks = new OutcomeChecks(audit);
    checks.verify();
    return checks.items;
  }

  private void verify() {
    List<String> heads = audit.plan().outcome().after().heads();
    if (heads.isEmpty()) {
      // There is nothing that could be upgraded.
      items.add("Verify: `retort check` ends with 0.");
      return;
    }
    String upgrade =
        "`" + call.alembic() + " upgrade " + (heads.size() > 1 ? "heads" : "head") + "`";
    items.add(
        "Verify: `retort check` ends with 0, and `"
            + call.alembic()
            + " heads` prints "
            + (heads.size() == 1 ? "one line, " : "")
            + Quoted.list(heads)
            + ".");
    items.add(
        "Run "
            + upgrade
            + " on an empty database, then `"
            + call.alembic()
            + " downgrade -1` and "
            + upgrade
            + " again; then on a copy of a real database, before any real one.");
    items.add("Let `" + call.check() + "` confirm there that the models ask for nothing more.");
    items.add(
        "To go back: `git revert` the commits of the steps, as long as no database has been upgraded"
            + " with them; afterwards a database also has to be stamped with what it had answered.");
    if (audit.causes().stream().anyMatch(cause -> cause.kind() == Cause.Kind.PARALLEL_WORK)) {
      items.add(
          "Let `retort check` be required for every pull request, so that two that continue the"
              + " same revision are not merged again.");
    }
  }
}
