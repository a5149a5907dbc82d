package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.RevisionCache;
import dev.retort.change.HistoryChange;
import dev.retort.evidence.PastRevisions;
import dev.retort.repair.Repair.Safety;
import dev.retort.repair.Repair.Strategy;
import dev.retort.rule.Finding;
import dev.retort.rule.HeadsCollide;
import dev.retort.rule.Policy;
import dev.retort.schema.Upgrade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The planner of the repairs of one environment, the recommended one first.
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
    PastRevisions past = PastRevisions.of(remedy.evidence());
    if (findings.stream().noneMatch(Finding::fails)) {
      return betterment(change, findings, remedy, past).stream().toList();
    }
    List<Proof.Proved> proved = new ArrayList<>();
    for (Strategy strategy : order(change, remedy, past)) {
      if (remedy.wants(strategy)) {
        propose(change, findings, remedy, past, strategy).ifPresent(proved::add);
      }
    }
    Set<String> patches = new HashSet<>();
    return proved.stream()
        .sorted(
            Comparator.comparing((Proof.Proved each) -> !each.green())
                .thenComparing(each -> each.repair().isRefused())
                .thenComparing(each -> bringsMore(each.repair(), change, past)))
        .map(Proof.Proved::repair)
        .filter(repair -> patches.add(repair.patch()))
        .toList();
  }

  /// What makes a change better that does not fail: a merge that forgot a head of the base takes it
  /// up.
  private Optional<Repair> betterment(
      HistoryChange change, List<Finding> findings, Remedy remedy, PastRevisions past) {
    if (change.before().heads().size() < 2 || !remedy.wants(Strategy.REPOINT)) {
      return Optional.empty();
    }
    return new TakeUp()
        .take(Draft.of(change), policy)
        .flatMap(draft ->
            new Proof(cache, policy)
                .ofBetterment(
                    draft,
                    Strategy.REPOINT,
                    Summary.of(draft),
                    safety(draft, Strategy.REPOINT, remedy, findings, past),
                    findings));
  }

  /// Whether files come back that nobody misses by name, or that a revision misses which was picked
  /// from their line: they may be another line's work, and databases would run them.
  private static boolean bringsMore(Repair repair, HistoryChange change, PastRevisions past) {
    if (repair.strategy() != Strategy.RESTORE) {
      return false;
    }
    Set<String> missed = new HashSet<>(Restore.missed(change));
    return repair.edits().puts().size() > missed.size()
        || change.added().stream()
            .filter(each -> each.downRevisions().stream().anyMatch(missed::contains))
            .anyMatch(each -> past.alsoElsewhere(each).isPresent());
  }

  /// Before what is seldom needed comes what fits exactly; what takes something back that the
  /// author did on purpose comes last. Of these, those that leave nothing failing go first.
  private static List<Strategy> order(HistoryChange change, Remedy remedy, PastRevisions past) {
    List<Strategy> order =
        new ArrayList<>(
            List.of(
                Strategy.DROP,
                Strategy.RENUMBER,
                Strategy.RESTORE,
                Strategy.REPARENT,
                Strategy.JOIN,
                Strategy.PRUNE));
    order.addAll(
        joins(change, remedy, past)
            ? List.of(Strategy.MERGE, Strategy.REPOINT)
            : List.of(Strategy.REPOINT, Strategy.MERGE));
    order.add(Strategy.UNDO);
    order.add(Strategy.OPEN);
    return order;
  }

  /// Whether heads are better joined than re-pointed.
  private static boolean joins(HistoryChange change, Remedy remedy, PastRevisions past) {
    return remedy
        .preferred()
        .map(Strategy.MERGE::equals)
        .orElseGet(() ->
            shipped(change, remedy)
                || (change.before().revisions().isEmpty()
                    && !SeveralBases.haveAnOrder(change.after(), new Chronology(past))));
  }

  private static boolean shipped(HistoryChange change, Remedy remedy) {
    return change.added().stream().anyMatch(each -> remedy.shipped().contains(each.id()));
  }

  private Optional<Proof.Proved> propose(
      HistoryChange change,
      List<Finding> findings,
      Remedy remedy,
      PastRevisions past,
      Strategy strategy) {
    Optional<Draft> first = step(strategy, past).take(Draft.of(change), policy);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    List<Step> rest = rest(strategy, past, joins(change, remedy, past));
    Optional<Proof.Proved> proved = proved(first.get(), rest, findings, remedy, past, strategy);
    boolean ordered = strategy == Strategy.REPOINT || !rest.isEmpty();
    if (!ordered
        || !change.before().revisions().isEmpty()
        || proved.flatMap(each -> each.repair().upgrade()).filter(Upgrade::isTooEarly).isEmpty()) {
      return proved;
    }
    // Lines of a whole tree that need one another are laid in their order before the rest is
    // joined.
    boolean alone = strategy == Strategy.REPOINT;
    List<Step> inOrder = new ArrayList<>(rest);
    inOrder.add(Math.max(0, rest.size() - 1), alone ? new RePoint() : RePoint.whereForced());
    return proved(alone ? Draft.of(change) : first.get(), inOrder, findings, remedy, past, strategy)
        .filter(each -> !each.repair().isRefused())
        .or(() -> proved);
  }

  private Optional<Proof.Proved> proved(
      Draft first,
      List<Step> rest,
      List<Finding> findings,
      Remedy remedy,
      PastRevisions past,
      Strategy strategy) {
    Draft draft = first;
    for (Step step : rest) {
      draft = step.take(draft, policy).orElse(draft);
    }
    draft = Preservation.told(draft);
    return new Proof(cache, policy)
        .of(
            draft,
            strategy,
            Summary.of(draft),
            safety(draft, strategy, remedy, findings, past),
            findings);
  }

  private static Step step(Strategy strategy, PastRevisions past) {
    return switch (strategy) {
      case REPOINT -> new InOrder(new Chronology(past));
      case MERGE -> new MergeRevision();
      case UNDO -> new Undo();
      case RENUMBER -> new Renumber();
      case REPARENT -> new ReParent(past);
      case DROP -> new DropMerge(past);
      case RESTORE -> new Restore(past);
      case JOIN -> new Join();
      case PRUNE -> new Prune();
      case OPEN -> new Open(past);
      case MEND -> throw new IllegalStateException("lines are mended by LineMends");
    };
  }

  /// What may be left to do once the first step is taken.
  private static List<Step> rest(Strategy strategy, PastRevisions past, boolean joins) {
    Step heads = joins ? new MergeRevision() : new RePoint();
    Step missing = new ReParent(past);
    return switch (strategy) {
      case REPOINT, MERGE, PRUNE, MEND -> List.of();
      case DROP, UNDO -> List.of(new Renumber(), new Restore(past), missing, heads);
      case RENUMBER -> List.of(new Restore(past), missing, heads);
      case RESTORE -> List.of(missing, heads);
      case REPARENT, JOIN, OPEN -> List.of(heads);
    };
  }

  /// What only the change has, no database that matters has run; where there is no base to compare
  /// with, nobody knows.
  private static Safety safety(
      Draft draft, Strategy strategy, Remedy remedy, List<Finding> findings, PastRevisions past) {
    if (strategy == Strategy.OPEN) {
      return Safety.SHOWN;
    }
    History before = draft.change().before();
    boolean known =
        draft.edits().values().stream()
            .map(RevisionEdit::was)
            .anyMatch(was -> remedy.shipped().contains(was.id()) || stands(before, was.path()));
    boolean unknown =
        before.revisions().isEmpty() && (!draft.edits().isEmpty() || dropsMoreThanCopies(draft));
    // What was once part of a whole history that nobody can load without it only comes back.
    boolean comesBack = before.revisions().isEmpty() && isOnlyRestored(draft, past);
    boolean takesBack =
        (!draft.puts().isEmpty() && !comesBack)
            || draft.removes().stream().anyMatch(path -> stands(before, path));
    // What git's history suggests, only people can know.
    boolean guessed = !draft.evidence().isEmpty() && !comesBack;
    // Joined, lines that collide still do.
    boolean collides =
        strategy == Strategy.MERGE
            && findings.stream().anyMatch(each -> each.fact() instanceof HeadsCollide.Found);
    return known || unknown || takesBack || guessed || collides ? Safety.CONSENT : Safety.SAFE;
  }

  /// Whether all that a draft does is to bring files back that this very history once had.
  private static boolean isOnlyRestored(Draft draft, PastRevisions past) {
    return !draft.puts().isEmpty()
        && draft.edits().isEmpty()
        && draft.removes().isEmpty()
        && past.wereHere(draft.puts().values(), draft.change().after());
  }

  private static boolean dropsMoreThanCopies(Draft draft) {
    Set<String> kept = new HashSet<>();
    draft.outcome().after().files().forEach(file -> kept.add(file.blob()));
    return draft.change().after().files().stream()
        .filter(file -> draft.removes().contains(file.path()))
        .anyMatch(file -> !kept.contains(file.blob()));
  }

  private static boolean stands(History before, String path) {
    return before.revisions().stream().anyMatch(each -> each.path().equals(path));
  }
}
