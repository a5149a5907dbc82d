package dev.retort.audit;

import dev.retort.alembic.Condition;
import dev.retort.alembic.History;
import dev.retort.alembic.Quoted;
import dev.retort.audit.Structure.Likeness;
import dev.retort.audit.Structure.Reference;
import dev.retort.evidence.GitEvidence.Depth;
import dev.retort.plan.WholePlan;
import dev.retort.repair.Repair.Safety;
import dev.retort.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What people do around the plan, in order: what to save, which databases to ask and what their
/// answers mean, what to be sure of before which step, and how to see that it worked. Only what
/// this history calls for.
final class Checklist {
  /// The family of rules about files that cannot be read.
  private static final int READING = 3;

  private final EnvironmentAudit audit;
  private final WholePlan plan;
  private final History history;
  private final AlembicCall call;
  private final List<String> items = new ArrayList<>();

  private Checklist(EnvironmentAudit audit) {
    this.audit = audit;
    this.plan = audit.plan();
    this.history = audit.change().after();
    this.call = AlembicCall.of(audit);
  }

  /// One sentence or a few an item: plain text that may hold a stranger's words, to be escaped by
  /// whoever shows it. Empty where nothing has to be done.
  static List<String> of(EnvironmentAudit audit, Depth depth) {
    Checklist checklist = new Checklist(audit);
    if (audit.fails()) {
      checklist.before(depth);
      checklist.databases();
      checklist.items.addAll(StepChecks.of(audit));
      checklist.items.addAll(OutcomeChecks.of(audit));
    } else if (!audit.plan().planned().isEmpty()) {
      checklist.items.addAll(StepChecks.of(audit));
      checklist.items.addAll(OutcomeChecks.of(audit));
    }
    checklist.surroundings();
    return List.copyOf(checklist.items);
  }

  private void before(Depth depth) {
    boolean missed =
        !audit.structure().missingParents().isEmpty()
            || !audit.structure().missingDependencies().isEmpty();
    if (missed && depth == Depth.SHALLOW) {
      items.add(
          "Fetch the rest of git's history (`git fetch --unshallow`) and run `retort audit` again:"
              + " what is missing here may be restored from it.");
    } else if (missed && depth == Depth.NONE) {
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
            ? "Ask every database where it is: `" + call.alembic() + " current`."
            : "Ask every database where it is with `SELECT version_num FROM alembic_version`:"
                + " `alembic current` cannot load this history before it is repaired.";
    List<String> heads = audit.structure().ends().heads();
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
              + StepChecks.limited(different, "; ")
              + ".");
    }
    List<String> circles =
        audit.structure().cycles().stream().map(cycle -> Quoted.list(cycle.ids())).toList();
    if (!circles.isEmpty()) {
      items.add(
          "Nobody can tell from the files in which order the revisions of a circle ran. Look for"
              + " what each of them makes in the oldest database: "
              + StepChecks.limited(circles, "; ")
              + ".");
    }
  }

  private static String either(Set<String> ids) {
    return StepChecks.limited(ids.stream().map(Quoted::code).toList(), " or ");
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

  /// What the rules say of the environment itself.
  private void surroundings() {
    for (Finding finding : audit.findings()) {
      switch (finding.code()) {
        case NO_METADATA ->
            items.add(
                "Do not use `"
                    + call.alembic()
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
}
