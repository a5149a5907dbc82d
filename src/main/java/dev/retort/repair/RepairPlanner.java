package dev.retort.repair;

import dev.retort.alembic.Quoted;
import dev.retort.alembic.RevisionCache;
import dev.retort.change.HistoryChange;
import dev.retort.repair.Repair.AddedRevision;
import dev.retort.repair.Repair.ParentEdit;
import dev.retort.repair.Repair.Safety;
import dev.retort.repair.Repair.Strategy;
import dev.retort.rule.Finding;
import dev.retort.rule.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Plans the repairs of one environment, the recommended one first.
///
/// The remedy follows the evidence: revisions that only the change has are re-pointed, because no
/// database that matters has run them; where others carry them already, the heads are joined by a
/// merge revision. Nothing is proposed whose [Proof] does not hold.
public final class RepairPlanner {
  private final RevisionCache cache;
  private final Policy policy;

  public RepairPlanner(RevisionCache cache, Policy policy) {
    this.cache = cache;
    this.policy = policy;
  }

  /// @param findings what the rules found in this environment
  public List<Repair> plan(HistoryChange change, List<Finding> findings, Remedy remedy) {
    if (findings.stream().noneMatch(Finding::fails)) {
      return List.of();
    }
    List<Repair> repairs = new ArrayList<>();
    for (Strategy strategy : order(change, remedy)) {
      if (remedy.wants(strategy)) {
        propose(change, findings, remedy, strategy).ifPresent(repairs::add);
      }
    }
    return repairs;
  }

  private List<Strategy> order(HistoryChange change, Remedy remedy) {
    return shipped(change, remedy) || change.before().revisions().isEmpty()
        ? List.of(Strategy.MERGE, Strategy.REPOINT)
        : List.of(Strategy.REPOINT, Strategy.MERGE);
  }

  private static boolean shipped(HistoryChange change, Remedy remedy) {
    return change.added().stream().anyMatch(each -> remedy.shipped().contains(each.id()));
  }

  private Optional<Repair> propose(
      HistoryChange change, List<Finding> findings, Remedy remedy, Strategy strategy) {
    Draft draft = Draft.of(change);
    for (Step step : steps(strategy)) {
      draft = step.take(draft, policy).orElse(draft);
    }
    Draft done = draft;
    return new Proof(cache, policy)
        .of(done, strategy, summary(done), safety(done, remedy), findings);
  }

  private static List<Step> steps(Strategy strategy) {
    return switch (strategy) {
      case REPOINT -> List.of(new RePoint());
      case MERGE -> List.of(new MergeRevision());
      case UNDO, RENUMBER, REPARENT, DROP -> List.of();
    };
  }

  private static Safety safety(Draft draft, Remedy remedy) {
    boolean known =
        draft.edits().values().stream()
            .anyMatch(edit ->
                remedy.shipped().contains(edit.was().id())
                    || draft.change().before().revision(edit.was().id()).isPresent());
    boolean unknown = draft.change().before().revisions().isEmpty() && !draft.edits().isEmpty();
    return known || unknown ? Safety.CONSENT : Safety.SAFE;
  }

  /// What the repair does, in one line.
  private static String summary(Draft draft) {
    List<String> parts = new ArrayList<>();
    draft.edits().values().stream()
        .filter(RevisionEdit::changesParents)
        .map(edit ->
            new ParentEdit(
                edit.was().path(), edit.id(), edit.was().downRevisions(), edit.parents()))
        .forEach(edit -> parts.add("let " + code(edit.revision()) + " revise " + codes(edit.to())));
    draft
        .adds()
        .map(AddedRevision::downRevisions)
        .ifPresent(heads -> parts.add("add a merge revision over " + codes(heads)));
    String line =
        parts.size() <= 3
            ? String.join(", ", parts)
            : String.join(", ", parts.subList(0, 3)) + " and " + (parts.size() - 3) + " more";
    return line.isEmpty() ? line : Character.toUpperCase(line.charAt(0)) + line.substring(1);
  }

  private static String code(String id) {
    return Quoted.code(id);
  }

  private static String codes(List<String> ids) {
    return ids.isEmpty() ? "nothing" : Quoted.list(ids);
  }
}
