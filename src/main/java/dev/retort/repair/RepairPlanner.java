package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.RevisionCache;
import dev.retort.change.HistoryChange;
import dev.retort.repair.Repair.Safety;
import dev.retort.repair.Repair.Strategy;
import dev.retort.rule.Finding;
import dev.retort.rule.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    List<Proof.Proved> proved = new ArrayList<>();
    for (Strategy strategy : order(change, remedy)) {
      if (remedy.wants(strategy)) {
        propose(change, findings, remedy, strategy).ifPresent(proved::add);
      }
    }
    Set<String> patches = new HashSet<>();
    return proved.stream()
        .sorted(Comparator.comparing(each -> !each.green()))
        .map(Proof.Proved::repair)
        .filter(repair -> patches.add(repair.patch()))
        .toList();
  }

  /// Before what is seldom needed comes what fits exactly; what takes something back that the
  /// author did on purpose comes last. Of these, those that leave nothing failing go first.
  private static List<Strategy> order(HistoryChange change, Remedy remedy) {
    List<Strategy> order =
        new ArrayList<>(List.of(Strategy.DROP, Strategy.RENUMBER, Strategy.REPARENT));
    order.addAll(
        joins(change, remedy)
            ? List.of(Strategy.MERGE, Strategy.REPOINT)
            : List.of(Strategy.REPOINT, Strategy.MERGE));
    order.add(Strategy.UNDO);
    return order;
  }

  /// Whether heads are better joined than re-pointed.
  private static boolean joins(HistoryChange change, Remedy remedy) {
    return remedy
        .preferred()
        .map(Strategy.MERGE::equals)
        .orElseGet(() -> shipped(change, remedy) || change.before().revisions().isEmpty());
  }

  private static boolean shipped(HistoryChange change, Remedy remedy) {
    return change.added().stream().anyMatch(each -> remedy.shipped().contains(each.id()));
  }

  private Optional<Proof.Proved> propose(
      HistoryChange change, List<Finding> findings, Remedy remedy, Strategy strategy) {
    Optional<Draft> first = step(strategy).take(Draft.of(change), policy);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Draft draft = first.get();
    for (Step step : rest(strategy, joins(change, remedy))) {
      draft = step.take(draft, policy).orElse(draft);
    }
    return new Proof(cache, policy)
        .of(draft, strategy, Summary.of(draft), safety(draft, remedy), findings);
  }

  private static Step step(Strategy strategy) {
    return switch (strategy) {
      case REPOINT -> new RePoint();
      case MERGE -> new MergeRevision();
      case UNDO -> new Undo();
      case RENUMBER -> new Renumber();
      case REPARENT -> new ReParent();
      case DROP -> new DropMerge();
    };
  }

  /// What may be left to do once the first step is taken.
  private static List<Step> rest(Strategy strategy, boolean joins) {
    Step heads = joins ? new MergeRevision() : new RePoint();
    return switch (strategy) {
      case REPOINT, MERGE -> List.of();
      case DROP, UNDO -> List.of(new Renumber(), new ReParent(), heads);
      case RENUMBER -> List.of(new ReParent(), heads);
      case REPARENT -> List.of(heads);
    };
  }

  /// What only the change has, no database that matters has run; where there is no base to compare
  /// with, nobody knows.
  private static Safety safety(Draft draft, Remedy remedy) {
    History before = draft.change().before();
    boolean known =
        draft.edits().values().stream()
            .map(RevisionEdit::was)
            .anyMatch(was -> remedy.shipped().contains(was.id()) || stands(before, was.path()));
    boolean unknown = before.revisions().isEmpty() && !draft.edits().isEmpty();
    boolean takesBack =
        !draft.puts().isEmpty() || draft.removes().stream().anyMatch(path -> stands(before, path));
    return known || unknown || takesBack ? Safety.CONSENT : Safety.SAFE;
  }

  private static boolean stands(History before, String path) {
    return before.revisions().stream().anyMatch(each -> each.path().equals(path));
  }
}
