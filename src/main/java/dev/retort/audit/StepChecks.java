package dev.retort.audit;

import dev.retort.audit.Structure.Reference;
import dev.retort.plan.WholePlan;
import dev.retort.plan.WholePlan.Planned;
import dev.retort.repair.Repair.Safety;
import dev.retort.repair.Repair.Strategy;
import dev.retort.rule.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/// What to be sure of before the steps of a plan, and what they leave to be done in databases.
final class StepChecks {
  private static final int MOST_STEPS = 20;

  /// The ways that put a revision behind others than before.
  private static final Set<Strategy> MOVING =
      Set.of(Strategy.REPOINT, Strategy.UNDO, Strategy.OPEN);

  private final EnvironmentAudit audit;
  private final WholePlan plan;
  private final AlembicCall call;
  private final List<Prose> items = new ArrayList<>();

  private StepChecks(EnvironmentAudit audit) {
    this.audit = audit;
    this.plan = audit.plan();
    this.call = AlembicCall.of(audit);
  }

  static List<Prose> of(EnvironmentAudit audit) {
    StepChecks checks = new StepChecks(audit);
    checks.apply();
    return checks.items;
  }

  private void apply() {
    List<Planned> steps = plan.planned();
    safety();
    if (steps.isEmpty()) {
      items.add(
          Prose.of("No step can be computed: repair by hand what is listed as not repaired."));
    } else {
      items.add(
          Prose.of(
                  steps.size() == 1
                      ? "Carry out the one step ("
                      : "Carry out the " + steps.size() + " steps in their order, a commit each (")
              .code("git apply")
              .text(" takes the patches), and let somebody review it."));
    }
    traces();
    if (!plan.unrepaired().isEmpty()) {
      items.add(
          Prose.of("Repair by hand what no step repairs: ")
              .few(
                  plan.unrepaired().stream().map(WholePlan.Unrepaired::place).distinct().toList(),
                  (said, place) -> said.line(place.path(), place.line()))
              .text(". Then run ")
              .code("retort audit")
              .text(" again."));
    }
  }

  /// What to be sure of before the steps.
  private void safety() {
    Prose consent = steps(this::needsConsent, this::touched);
    if (!consent.pieces().isEmpty()) {
      items.add(
          Prose.of(
                  "Make sure that no database has run what these steps change, or that what it ran"
                      + " fits the result: ")
              .then(consent)
              .text("."));
    }
    Prose shown = steps(step -> step.repair().safety() == Safety.SHOWN, this::touched);
    if (!shown.pieces().isEmpty()) {
      items.add(
          Prose.of(
                  "Decide by what the databases hold whether these proposals are right, before you"
                      + " apply them: ")
              .then(shown)
              .text("."));
    }
  }

  private boolean needsConsent(Planned step) {
    return step.repair().safety() == Safety.CONSENT;
  }

  private Prose touched(Planned step) {
    Set<String> touched = new TreeSet<>();
    step.repair().edits().parentEdits().forEach(edit -> touched.add(edit.revision()));
    touched.addAll(touched.isEmpty() ? step.about() : List.of());
    return Prose.EMPTY.few(touched);
  }

  /// What the steps leave to be done in databases.
  private void traces() {
    trace(
        step -> step.repair().strategy() == Strategy.RENUMBER,
        Prose.of(
                "A database that holds what a renumbered file makes, under the old id, would run it"
                    + " again: only there, ")
            .code(call.alembic() + " stamp")
            .text(" it with the new id beside those that it has"));
    trace(
        step ->
            step.repair().strategy() == Strategy.DROP && step.about().stream().anyMatch(this::gone),
        Prose.of("A database whose ")
            .code("alembic_version")
            .text(" holds an id that goes away has to be stamped with the one that stays"));
    trace(
        step -> step.repair().strategy() == Strategy.REPARENT,
        Prose.of(
            "A database that has run what is missing keeps its effects, and nothing records them any"
                + " more: check its schema by hand"));
    trace(
        step -> MOVING.contains(step.repair().strategy()),
        Prose.of(
                "A database that is above a revision which is moved below it never runs that one:"
                    + " compare its schema, and run what it lacks by hand, for ")
            .code("alembic stamp")
            .text(" only writes the version down"));
    if (plan.planned().stream()
        .map(step -> step.repair().strategy())
        .anyMatch(way -> way == Strategy.MERGE || way == Strategy.JOIN)) {
      boolean several = plan.outcome().after().heads().size() > 1;
      items.add(
          Prose.of("Then ")
              .code(call.alembic() + (several ? " upgrade heads" : " upgrade head"))
              .text(" runs on each database the lines that it has not run. Do not ")
              .code(call.alembic() + " stamp")
              .text(" instead: that would write them down as run."));
    }
  }

  private void trace(Predicate<Planned> which, Prose text) {
    Prose steps =
        steps(
            which,
            step -> Prose.EMPTY.few(step.about().stream().map(this::lost).distinct().toList()));
    if (!steps.pieces().isEmpty()) {
      items.add(text.text(" (").then(steps).text(")."));
    }
  }

  private boolean gone(String id) {
    return plan.outcome().after().revision(id).isEmpty();
  }

  /// Of a revision that misses its parent, the parent.
  private String lost(String id) {
    return audit.structure().missingParents().stream()
        .filter(reference -> reference.from().equals(id))
        .map(Reference::to)
        .findFirst()
        .orElse(id);
  }

  /// `step 1: …; step 4: …`.
  private Prose steps(Predicate<Planned> which, Function<Planned, Prose> what) {
    List<Prose> shown = new ArrayList<>();
    for (int i = 0; i < plan.planned().size(); i++) {
      Planned step = plan.planned().get(i);
      if (which.test(step)) {
        shown.add(Prose.of("step " + (i + 1) + ": ").then(what.apply(step)));
      }
    }
    return limited(shown, "; ");
  }

  static Prose limited(List<Prose> texts, String separator) {
    int more = texts.size() - MOST_STEPS;
    return Prose.joined(texts.subList(0, Math.min(MOST_STEPS, texts.size())), separator)
        .text(more > 0 ? separator + more + " more" : "");
  }
}
