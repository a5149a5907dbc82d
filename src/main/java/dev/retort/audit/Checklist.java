package dev.retort.audit;

import dev.retort.alembic.Condition;
import dev.retort.alembic.History;
import dev.retort.alembic.RuleCode;
import dev.retort.audit.Structure.Likeness;
import dev.retort.audit.Structure.Reference;
import dev.retort.evidence.GitEvidence.Depth;
import dev.retort.plan.WholePlan;
import dev.retort.repair.Repair.Safety;
import dev.retort.rule.Finding;
import dev.retort.rule.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What people do around the plan, in order: what to save, which databases to ask and what their
/// answers mean, what to be sure of before which step, and how to see that it worked. Only what
/// this history calls for.
final class Checklist {
  private final EnvironmentAudit audit;
  private final WholePlan plan;
  private final History history;
  private final AlembicCall call;
  private final List<Prose> items = new ArrayList<>();

  private Checklist(EnvironmentAudit audit) {
    this.audit = audit;
    this.plan = audit.plan();
    this.history = audit.change().after();
    this.call = AlembicCall.of(audit);
  }

  /// One sentence or a few an item; empty where nothing has to be done.
  static List<Prose> of(EnvironmentAudit audit, Depth depth) {
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
          Prose.of("Fetch the rest of git's history (")
              .code("git fetch --unshallow")
              .text(") and run ")
              .code("retort audit")
              .text(" again: what is missing here may be restored from it."));
    } else if (missed && depth == Depth.NONE) {
      items.add(
          Prose.of("Run ")
              .code("retort audit")
              .text(
                  " again in a clone of the git repository, if there is one: what is missing here"
                      + " may be restored from its history."));
    }
    List<String> folders =
        audit.change().environment().versionLocations().stream()
            .filter(folder -> history.files().stream().anyMatch(each -> isIn(each.path(), folder)))
            .toList();
    if (!folders.isEmpty()) {
      items.add(
          Prose.of("Ask everybody to hold back new migrations in ")
              .few(folders, Prose::path)
              .text(" until the plan is applied."));
    }
    long changing =
        plan.planned().stream().filter(step -> step.repair().safety() != Safety.SAFE).count();
    items.add(
        Prose.of(
            changing == 0
                ? "Back up the databases as before every upgrade; no step that is planned changes"
                    + " what one of them may have run."
                : "Back up every database that these migrations have run on: "
                    + changing
                    + " of "
                    + plan.planned().size()
                    + " steps may change what it has run."));
  }

  private static boolean isIn(String path, String folder) {
    return folder.equals(".") || path.startsWith(folder + "/");
  }

  private void databases() {
    Prose ask =
        loads()
            ? Prose.of("Ask every database where it is: ")
                .code(call.alembic() + " current")
                .text(".")
            : Prose.of("Ask every database where it is with ")
                .code("SELECT version_num FROM alembic_version")
                .text(": ")
                .code("alembic current")
                .text(" cannot load this history before it is repaired.");
    List<String> heads = audit.structure().ends().heads();
    items.add(
        ask.when(
            heads.size() > 1,
            Prose.of(" Write down which of ")
                .few(heads)
                .text(
                    " each one answers: of the lines that it does not name it has not run all.")));
    Set<String> missing = missing();
    if (!missing.isEmpty()) {
      items.add(
          Prose.of("A database that answers ")
              .then(StepChecks.limited(missing.stream().map(Prose.EMPTY::id).toList(), " or "))
              .text(
                  " has run a revision that is not here. Alembic cannot move it before that file is"
                      + " back, or before it is stamped with the revision that takes its place."));
    }
    List<Prose> different =
        audit.structure().duplicates().stream()
            .filter(duplicate -> duplicate.likeness() == Likeness.DIFFERENT)
            .map(duplicate ->
                Prose.EMPTY
                    .id(duplicate.id())
                    .text(" (")
                    .few(duplicate.paths(), Prose::path)
                    .text(")"))
            .toList();
    if (!different.isEmpty()) {
      items.add(
          Prose.of(
                  "A database at an id that is declared twice, or above, has run only one of its"
                      + " files. Look for what each of them makes, and write down which it is: ")
              .then(StepChecks.limited(different, "; "))
              .text("."));
    }
    List<Prose> circles =
        audit.structure().cycles().stream().map(cycle -> Prose.EMPTY.few(cycle.ids())).toList();
    if (!circles.isEmpty()) {
      items.add(
          Prose.of(
                  "Nobody can tell from the files in which order the revisions of a circle ran. Look"
                      + " for what each of them makes in the oldest database: ")
              .then(StepChecks.limited(circles, "; "))
              .text("."));
    }
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
            .noneMatch(
                finding -> finding.fails() && finding.code().family() == RuleCode.Family.READING);
  }

  /// What the rules say of the environment itself.
  private void surroundings() {
    for (Finding finding : audit.findings()) {
      Prose place = Prose.EMPTY.line(finding.path(), finding.line());
      switch (finding.code()) {
        case NO_METADATA ->
            items.add(
                Prose.of("Do not use ")
                    .code(call.alembic() + " revision --autogenerate")
                    .text(" before ")
                    .then(place)
                    .text(" names the metadata of the models: without it, it refuses."));
        case MISSING_IMPORT ->
            items.add(
                Prose.of("Let ")
                    .then(place)
                    .text(" import what exists: no command of Alembic's runs before that."));
        case UNUSED_ENVIRONMENT ->
            items.add(
                Prose.of("Remove the environment of ")
                    .path(finding.path())
                    .text(", or configure it: nothing runs it now."));
        case MISSING_LOCATION ->
            items.add(Prose.of("Correct the version location that ").then(place).text(" names."));
        default -> {}
      }
    }
  }
}
