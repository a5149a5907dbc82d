package dev.retort.audit;

import dev.retort.alembic.Quoted;
import dev.retort.audit.Structure.Reference;
import dev.retort.plan.WholePlan;
import dev.retort.plan.WholePlan.Planned;
import dev.retort.repair.Repair.Safety;
import dev.retort.repair.Repair.Strategy;
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
  private final List<String> items = new ArrayList<>();

  private StepChecks(EnvironmentAudit audit) {
    this.audit = audit;
    this.plan = audit.plan();
    this.call = AlembicCall.of(audit);
  }

  static List<String> of(EnvironmentAudit audit) {
    StepChecks checks = new StepChecks(audit);
    checks.apply();
    return checks.items;
  }

  private void apply() {
    List<Planned> steps = plan.planned();
    safety();
    if (steps.isEmpty()) {
      items.add("No step can be computed: repair by hand what is listed as not repaired.");
    } else {
      items.add(
          (steps.size() == 1
                  ? "Carry out the one step"
                  : "Carry out the " + steps.size() + " steps in their order, a commit each")
              + " (`git apply` takes the patches), and let somebody review it.");
    }
    traces();
    if (!plan.unrepaired().isEmpty()) {
      items.add(
          "Repair by hand what no step repairs: "
              + Quoted.list(
                  plan.unrepaired().stream()
                      .map(each -> each.place().path() + ":" + each.place().line())
                      .distinct()
                      .toList())
              + ". Then run `retort audit` again.");
    }
  }

  /// What to be sure of before the steps.
  private void safety() {
    String consent = steps(this::needsConsent, this::touched);
    if (!consent.isEmpty()) {
      items.add(
          "Make sure that no database has run what these steps change, or that what it ran fits the"
              + " result: "
              + consent
              + ".");
    }
    String shown = steps(step -> step.repair().safety() == Safety.SHOWN, this::touched);
    if (!shown.isEmpty()) {
      items.add(
          "Decide by what the databases hold whether these proposals are right, before you apply"
              + " them: "
              + shown
              + ".");
    }
  }

  private boolean needsConsent(Planned step) {
    return step.repair().safety() == Safety.CONSENT;
  }

  private String touched(Planned step) {
    Set<String> touched = new TreeSet<>();
    step.repair().edits().parentEdits().forEach(edit -> touched.add(edit.revision()));
    touched.addAll(touched.isEmpty() ? step.about() : List.of());
    return Quoted.list(touched);
  }

  /// What the steps leave to be done in databases.
  private void traces() {
    trace(
        step -> step.repair().strategy() == Strategy.RENUMBER,
        "A database that holds what a renumbered file makes, under the old id, would run it again:"
            + " only there, `"
            + call.alembic()
            + " stamp` it with the new id beside those that it has");
    trace(
        step ->
            step.repair().strategy() == Strategy.DROP && step.about().stream().anyMatch(this::gone),
        "A database whose `alembic_version` holds an id that goes away has to be stamped with the"
            + " one that stays");
    trace(
        step -> step.repair().strategy() == Strategy.REPARENT,
        "A database that has run what is missing keeps its effects, and nothing records them any"
            + " more: check its schema by hand");
    trace(
        step -> MOVING.contains(step.repair().strategy()),
        "A database that is above a revision which is moved below it never runs that one: compare"
            + " its schema, and run what it lacks by hand, for `alembic stamp` only writes the"
            + " version down");
    if (plan.planned().stream()
        .map(step -> step.repair().strategy())
        .anyMatch(way -> way == Strategy.MERGE || way == Strategy.JOIN)) {
      items.add(
          "Then `"
              + call.alembic()
              + (plan.outcome().after().heads().size() > 1 ? " upgrade heads" : " upgrade head")
              + "` runs on each database the lines that it has not run. Do not `"
              + call.alembic()
              + " stamp` instead: that would write them down as run.");
    }
  }

  private void trace(Predicate<Planned> which, String text) {
    String steps =
        steps(
            which, step -> Quoted.list(step.about().stream().map(this::lost).distinct().toList()));
    if (!steps.isEmpty()) {
      items.add(text + " (" + steps + ").");
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
  private String steps(Predicate<Planned> which, Function<Planned, String> what) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < plan.planned().size(); i++) {
      Planned step = plan.planned().get(i);
      if (which.test(step)) {
        shown.add("step " + (i + 1) + ": " + what.apply(step));
      }
    }
    return limited(shown, "; ");
  }

  static String limited(List<String> texts, String separator) {
    int more = texts.size() - MOST_STEPS;
    return String.join(separator, texts.subList(0, Math.min(MOST_STEPS, texts.size())))
        + (more > 0 ? separator + more + " more" : "");
  }
}
