package dev.retort.audit;

import dev.retort.alembic.Condition;
import dev.retort.alembic.History;
import dev.retort.alembic.Quoted;
import dev.retort.audit.Structure.Likeness;
import dev.retort.audit.Structure.Reference;
import dev.retort.evidence.GitEvidence.Reach;
import dev.retort.plan.WholePlan;
import dev.retort.plan.WholePlan.Planned;
import dev.retort.repair.Repair.Safety;
import dev.retort.repair.Repair.Strategy;
import dev.retort.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What people do around the plan, in order: what to save, which databases to ask and what their
/// answers mean, what to be sure of before which step, and how to see that it worked. Only what
/// this history calls for.
final class Checklist {
  /// The family of rules about files that cannot be read.
  private static final int READING = 3;

  private static final int MOST_STEPS = 20;

  /// The ways that put a revision behind others than before.
  private static final Set<Strategy> MOVING =
      Set.of(Strategy.REPOINT, Strategy.UNDO, Strategy.OPEN);

  private final EnvironmentAudit audit;
  private final WholePlan plan;
  private final History history;
  private final String alembic;
  private final boolean flask;
  private final List<String> items = new ArrayList<>();

  private Checklist(EnvironmentAudit audit) {
    this.audit = audit;
    this.plan = audit.plan();
    this.history = audit.change().after();
    this.alembic = command(audit);
    // Flask-Migrate's own folder has a configuration without a script location.
    this.flask =
        audit
            .change()
            .environment()
            .config()
            .filter((audit.change().environment().scriptLocation() + "/alembic.ini")::equals)
            .isPresent();
  }

  /// One sentence or a few an item: plain text that may hold a stranger's words, to be escaped by
  /// whoever shows it. Empty where nothing has to be done.
  static List<String> of(EnvironmentAudit audit, Reach reach) {
    Checklist checklist = new Checklist(audit);
    if (audit.fails()) {
      checklist.before(reach);
      checklist.databases();
      checklist.apply();
      checklist.verify();
    } else if (!audit.plan().planned().isEmpty()) {
      checklist.apply();
      checklist.verify();
    }
    checklist.surroundings();
    return List.copyOf(checklist.items);
  }

  private void before(Reach reach) {
    boolean missed =
        !audit.structure().missingParents().isEmpty()
            || !audit.structure().missingDependencies().isEmpty();
    if (missed && reach == Reach.SHALLOW) {
      items.add(
          "Fetch the rest of git's history (`git fetch --unshallow`) and run `retort audit` again:"
              + " what is missing here may be restored from it.");
    } else if (missed && reach == Reach.NONE) {
      items.add(
          "Run `retort audit` again in a clone of the git repository, if there is one: what is"
              + " missing here may be restored from its history.");
    }
    List<String> folders =
        audit.change().environment().versionLocations().stream()
            .filter(folder -> history.files().stream().anyMatch(each -> isIn(each.path(), folder)))
            .toList();
    if (!folders.isEmpty()) {
      items.add(
          "Ask everybody to hold back new migrations in "
              + Quoted.list(folders)
              + " until the plan is applied.");
    }
    long changing =
        plan.planned().stream().filter(step -> step.repair().safety() != Safety.SAFE).count();
    items.add(
        changing == 0
            ? "Back up the databases as before every upgrade; no step that is planned changes what"
                + " one of them may have run."
            : "Back up every database that these migrations have run on: "
                + changing
                + " of "
                + plan.planned().size()
                + " steps may change what it has run.");
  }

  private static boolean isIn(String path, String folder) {
    return folder.equals(".") || path.startsWith(folder + "/");
  }

  private void databases() {
    String ask =
        loads()
            ? "Ask every database where it is: `" + alembic + " current`."
            : "Ask every database where it is with `SELECT version_num FROM alembic_version`:"
                + " `alembic current` cannot load this history before it is repaired.";
    List<String> heads = audit.structure().heads();
    items.add(
        ask
            + (heads.size() > 1
                ? " Write down which of "
                    + Quoted.list(heads)
                    + " each one answers: of the lines that it does not name it has not run all."
                : ""));
    Set<String> missing = missing();
    if (!missing.isEmpty()) {
      items.add(
          "A database that answers "
              + either(missing)
              + " has run a revision that is not here. Alembic cannot move it before that file is"
              + " back, or before it is stamped with the revision that takes its place.");
    }
    List<String> different =
        audit.structure().duplicates().stream()
            .filter(duplicate -> duplicate.likeness() == Likeness.DIFFERENT)
            .map(duplicate ->
                Quoted.code(duplicate.id()) + " (" + Quoted.list(duplicate.paths()) + ")")
            .toList();
    if (!different.isEmpty()) {
      items.add(
          "A database at an id that is declared twice, or above, has run only one of its files."
              + " Look for what each of them makes, and write down which it is: "
              + limited(different, "; ")
              + ".");
    }
    List<String> circles =
        audit.structure().cycles().stream().map(cycle -> Quoted.list(cycle.ids())).toList();
    if (!circles.isEmpty()) {
      items.add(
          "Nobody can tell from the files in which order the revisions of a circle ran. Look for"
              + " what each of them makes in the oldest database: "
              + limited(circles, "; ")
              + ".");
    }
  }

  private static String either(Set<String> ids) {
    return limited(ids.stream().map(Quoted::code).toList(), " or ");
  }

  private static String limited(List<String> texts, String separator) {
    int more = texts.size() - MOST_STEPS;
    return String.join(separator, texts.subList(0, Math.min(MOST_STEPS, texts.size())))
        + (more > 0 ? separator + more + " more" : "");
  }

  private Set<String> missing() {
    return audit.structure().missingParents().stream()
        .map(Reference::to)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Whether Alembic can load the history as it is.
  private boolean loads() {
    Condition condition = history.condition();
    return condition.missing().isEmpty()
        && audit.structure().missingDependencies().isEmpty()
        && audit.structure().selfLoops().isEmpty()
        && audit.structure().cycles().stream().noneMatch(History.Cycle::refused)
        && audit.findings().stream()
            .noneMatch(finding -> finding.fails() && finding.code().family() == READING);
  }

  private void apply() {
    List<Planned> steps = plan.planned();
    safety();
    if (steps.isEmpty()) {
      items.add("No step can be computed: repair by hand what is listed as not repaired.");
    } else {
      items.add(
          (steps.size() == 1
                  ? "Apply the patch of the one step"
                  : "Apply the patches of the "
                      + steps.size()
                      + " steps in their order, a commit each")
              + " (`git apply`), and let somebody review it.");
    }
    traces();
    if (!plan.unrepaired().isEmpty()) {
      items.add(
          "Repair by hand what no step repairs: "
              + Quoted.list(
                  plan.unrepaired().stream()
                      .map(each -> each.problem().path() + ":" + each.problem().line())
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
    step.repair().parentEdits().forEach(edit -> touched.add(edit.revision()));
    touched.addAll(touched.isEmpty() ? step.about() : List.of());
    return Quoted.list(touched);
  }

  /// What the steps leave to be done in databases.
  private void traces() {
    trace(
        step -> step.repair().strategy() == Strategy.RENUMBER,
        "A database that holds what a renumbered file makes, under the old id, would run it again:"
            + " only there, `"
            + alembic
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
              + alembic
              + (plan.outcome().after().heads().size() > 1 ? " upgrade heads" : " upgrade head")
              + "` runs on each database the lines that it has not run. Do not `"
              + alembic
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

  private void verify() {
    List<String> heads = plan.outcome().after().heads();
    if (heads.isEmpty()) {
      // There is nothing that could be upgraded.
      items.add("Verify: `retort check` ends with 0.");
      return;
    }
    String upgrade = "`" + alembic + " upgrade " + (heads.size() > 1 ? "heads" : "head") + "`";
    items.add(
        "Verify: `retort check` ends with 0, and `"
            + alembic
            + " heads` prints "
            + (heads.size() == 1 ? "one line, " : "")
            + Quoted.list(heads)
            + ".");
    items.add(
        "Run "
            + upgrade
            + " on an empty database, then `"
            + alembic
            + " downgrade -1` and "
            + upgrade
            + " again; then on a copy of a real database, before any real one.");
    items.add(
        "Let `"
            + (flask ? "flask db check" : alembic + " check")
            + "` confirm there that the models ask for nothing more.");
    items.add(
        "To go back: `git revert` the commits of the steps, as long as no database has been upgraded"
            + " with them; afterwards a database also has to be stamped with what it had answered.");
    if (audit.causes().stream().anyMatch(cause -> cause.kind() == Cause.Kind.PARALLEL_WORK)) {
      items.add(
          "Let `retort check` be required for every pull request, so that two that continue the"
              + " same revision are not merged again.");
    }
  }

  /// What the rules say of the environment itself.
  private void surroundings() {
    for (Finding finding : audit.findings()) {
      switch (finding.code()) {
        case NO_METADATA ->
            items.add(
                "Do not use `"
                    + alembic
                    + " revision --autogenerate` before "
                    + place(finding)
                    + " names the metadata of the models: without it, it refuses.");
        case MISSING_IMPORT ->
            items.add(
                "Let "
                    + place(finding)
                    + " import what exists: no command of Alembic's runs before that.");
        case UNUSED_ENVIRONMENT ->
            items.add(
                "Remove the environment of "
                    + Quoted.code(finding.path())
                    + ", or configure it: nothing runs it now.");
        case MISSING_LOCATION ->
            items.add("Correct the version location that " + place(finding) + " names.");
        default -> {}
      }
    }
  }

  private static String place(Finding finding) {
    return Quoted.code(finding.path() + ":" + finding.line());
  }

  /// How Alembic is called here: with its configuration, where that stands elsewhere and can be
  /// typed as it is.
  private static String command(EnvironmentAudit audit) {
    return audit
        .change()
        .environment()
        .config()
        .filter(path -> path.endsWith(".ini") && !path.equals("alembic.ini"))
        .filter(Checklist::typeable)
        .map(path -> "alembic -c " + path)
        .orElse("alembic");
  }

  private static boolean typeable(String path) {
    return !path.startsWith("-")
        && path.length() < 200
        && path.chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "_-./".indexOf(c) >= 0);
  }
}
