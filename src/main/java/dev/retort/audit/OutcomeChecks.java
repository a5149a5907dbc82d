package dev.retort.audit;

import dev.retort.rule.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How people see that a plan has worked, and how they go back.
final class OutcomeChecks {
  private static final Set<Cause.Kind> SIDE_BY_SIDE =
      Set.of(Cause.Kind.PARALLEL_WORK, Cause.Kind.RIVAL_MERGES);

  private final EnvironmentAudit audit;
  private final AlembicCall call;
  private final List<Prose> items = new ArrayList<>();

  private OutcomeChecks(EnvironmentAudit audit) {
    this.audit = audit;
    this.call = AlembicCall.of(audit);
  }

  static List<Prose> of(EnvironmentAudit audit) {
    OutcomeChecks checks = new OutcomeChecks(audit);
    checks.verify();
    return checks.items;
  }

  private void verify() {
    List<String> heads = audit.plan().outcome().after().heads();
    if (heads.isEmpty()) {
      // There is nothing that could be upgraded.
      items.add(Prose.of("Verify: ").code("retort check").text(" ends with 0."));
      return;
    }
    Prose upgrade =
        Prose.EMPTY.code(call.alembic() + " upgrade " + (heads.size() > 1 ? "heads" : "head"));
    items.add(
        Prose.of("Verify: ")
            .code("retort check")
            .text(" ends with 0, and ")
            .code(call.alembic() + " heads")
            .text(heads.size() == 1 ? " prints one line, " : " prints ")
            .few(heads)
            .text("."));
    items.add(
        Prose.of("Run ")
            .then(upgrade)
            .text(" on an empty database, then ")
            .code(call.alembic() + " downgrade -1")
            .text(" and ")
            .then(upgrade)
            .text(" again; then on a copy of a real database, before any real one."));
    items.add(
        Prose.of("Let ")
            .code(call.check())
            .text(" confirm there that the models ask for nothing more."));
    items.add(
        Prose.of("To go back: ")
            .code("git revert")
            .text(
                " the commits of the steps, as long as no database has been upgraded with them;"
                    + " afterwards a database also has to be stamped with what it had answered."));
    if (audit.causes().stream().map(Cause::kind).anyMatch(SIDE_BY_SIDE::contains)) {
      items.add(
          Prose.of("Let ")
              .code("retort check")
              .text(
                  " be required for every pull request, so that two that continue the same revision"
                      + " are not merged again."));
    }
  }
}
