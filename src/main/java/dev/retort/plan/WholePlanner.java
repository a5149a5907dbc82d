package dev.retort.plan;

import dev.retort.alembic.Condition;
import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionCache;
import dev.retort.change.ChangeCache;
import dev.retort.change.HistoryChange;
import dev.retort.evidence.GitEvidence;
import dev.retort.evidence.PastRevisions;
import dev.retort.plan.StepwiseProof.Cure;
import dev.retort.plan.WholePlan.Joining;
import dev.retort.plan.WholePlan.Planned;
import dev.retort.plan.WholePlan.Way;
import dev.retort.repair.LinearOrder;
import dev.retort.repair.MergeHeads;
import dev.retort.repair.Prune;
import dev.retort.repair.Repair;
import dev.retort.repair.Restore;
import dev.retort.repair.SeveralBases;
import dev.retort.rule.DependsOnMerge;
import dev.retort.rule.Finding;
import dev.retort.rule.OpenHeads;
import dev.retort.rule.OtherHistory;
import dev.retort.rule.Policy;
import dev.retort.rule.Prose;
import dev.retort.verdict.MissedRevisionEvidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The planner of how a whole history that has fallen apart becomes whole again: one step for each
/// cause, safest first. Every step is read again from the bytes before the next one is planned.
///
/// Near-linear: a step costs a reading of the graph, and of many causes of one kind only the first
/// get steps of their own.
public final class WholePlanner {
  /// Causes of one kind that people decide one by one; the rest is one step.
  static final int MOST_APART = 40;

  private static final int FEWEST_APART = 5;

  /// Revisions that are looked at again for the steps of one kind.
  private static final int MOST_READ = 400_000;

  /// Longer histories are not replayed to see whether their lines need one another.
  private static final int MOST_REPLAYED = 5_000;

  /// Heads that anybody would join two by two.
  static final int MOST_PAIRWISE = 20;

  private final RevisionCache cache;
  private final Policy policy;

  public WholePlanner(RevisionCache cache, Policy policy) {
    this.cache = cache;
    this.policy = policy;
  }

  /// @param wholeTree a change from nothing to the tree
  /// @param evidence what git's history tells
  /// @throws IllegalArgumentException where the change has a base
  public WholePlan plan(HistoryChange wholeTree, GitEvidence evidence) {
    if (!wholeTree.before().files().isEmpty() || !wholeTree.mergeBase().files().isEmpty()) {
      throw new IllegalArgumentException("a change onto a base is not a whole tree");
    }
    return new Planning(wholeTree, evidence).plan();
  }

  /// What makes a cure of some ids: the ids, and the same as a question.
  private interface Prescription extends BiFunction<List<String>, Predicate<String>, Cure> {}

  /// The work on one history.
  private final class Planning {
    private final RevisionCache readings = new ChangeCache(cache);
    private final GitEvidence evidence;
    private final UnreadFiles unread;
    private final StepsByDefect steps;
    private final StepwiseProof proof;
    private final Set<String> elsewhere;
    private final boolean headsLeftToCode;

    Planning(HistoryChange start, GitEvidence evidence) {
      this.evidence = evidence;
      this.headsLeftToCode = OpenHeads.areLeftToCode(start, policy);
      this.elsewhere =
          OtherHistory.ids(
              start,
              policy,
              MissedRevisionEvidence.known(PastRevisions.of(evidence), start.after()));
      this.unread = UnreadFiles.in(start.after());
      this.steps = new StepsByDefect(PastRevisions.of(evidence), unread);
      // What was read from the same bytes without a doubt need not be read again.
      start.after().files().stream()
          .filter(file -> file.revision().isPresent())
          .filter(file -> file.problems().isEmpty() && file.undecidable().isEmpty())
          .forEach(file -> readings.keep(file.blob(), name(file.path()), file));
      this.proof = new StepwiseProof(readings, policy, start);
    }

    WholePlan plan() {
      each(missing(), steps::restore, Optional.of(steps::reparent));
      each(missedDependencies(), steps::restoreDependency);
      each(duplicates(), steps::dropCopy);
      prune();
      // Nothing is built on an id that is declared twice before it is one revision's.
      each(duplicates(), steps::dropIdle);
      each(duplicates(), steps::dropSameWork);
      each(duplicates(), steps::renumber);
      prune();
      each(dependsOnMerges(), steps::join);
      each(missing(), steps::reparent);
      // Dependencies are looked at once no circle of parents is left.
      each(circles(), steps::open);
      each(circles(), steps::open);
      each(orphans(), steps::byDate);
      each(missedDependencies(), steps::leadDependency);
      each(missedDependencies(), steps::letGo);
      prune();
      chain();
      HistoryChange unjoined = proof.now();
      int before = proof.planned().size();
      merge(proof, Integer.MAX_VALUE);
      List<Repair> merges = proof.planned().stream().skip(before).map(Planned::repair).toList();
      History outcome = proof.now().after();
      return new WholePlan(
          proof.planned(),
          proof.now(),
          new UnrepairedDefects(policy, unread, evidence.depth(), steps.chronology(), elsewhere)
              .of(outcome, headsLeftToCode),
          merges.isEmpty() ? List.of() : joinings(unjoined, merges),
          chain(outcome));
    }

    private void each(Collection<String> ids, Prescription cure) {
      each(ids, cure, Optional.empty());
    }

    /// A step for each of the first, and one for all of the others.
    ///
    /// @param instead what would cure the same
    private void each(Collection<String> ids, Prescription cure, Optional<Prescription> instead) {
      List<String> all =
          ids.stream()
              .filter(id -> !unread.holds(id) && !elsewhere.contains(id))
              .distinct()
              .toList();
      int apart = Math.min(apart(), all.size());
      for (String id : all.subList(0, apart)) {
        List<String> one = List.of(id);
        proof.take(
            cure.apply(one, id::equals),
            instead.map(each -> each.apply(one, id::equals)).stream().toList());
      }
      if (apart < all.size()) {
        List<String> others = all.subList(apart, all.size());
        proof.take(cure.apply(others, new HashSet<>(others)::contains), List.of());
      }
    }

    /// In a very large history every step takes its time.
    private int apart() {
      int revisions = Math.max(1, proof.now().after().revisions().size());
      return Math.clamp(MOST_READ / revisions, FEWEST_APART, MOST_APART);
    }

    private List<String> missing() {
      return proof.now().after().condition().missing().stream()
          .map(Condition.Missing::parent)
          .toList();
    }

    private List<String> missedDependencies() {
      return Restore.missedDependencies(proof.now()).stream().filter(id -> !id.isEmpty()).toList();
    }

    /// Those who still miss a parent, unless a file that cannot be read may be it.
    private List<String> orphans() {
      return proof.now().after().condition().missing().stream()
          .filter(each -> !unread.holds(each.parent()) && !elsewhere.contains(each.parent()))
          .map(Condition.Missing::child)
          .toList();
    }

    private List<String> duplicates() {
      return proof.now().after().condition().duplicates();
    }

    private List<String> circles() {
      return proof.now().after().cycles().stream().map(each -> each.ids().getFirst()).toList();
    }

    private List<String> dependsOnMerges() {
      return new DependsOnMerge()
          .find(proof.now(), policy).stream()
              .map(Finding::revision)
              .flatMap(Optional::stream)
              .toList();
    }

    /// One step for all: nobody has to decide anything.
    private void prune() {
      List<String> ids = Prune.overfull(proof.now());
      if (!ids.isEmpty()) {
        proof.take(steps.prune(ids, new HashSet<>(ids)::contains), List.of());
      }
    }

    /// Lines that would run in an order in which they cannot are laid one on top of the other
    /// before the rest is joined.
    private void chain() {
      List<String> bases = proof.now().after().bases();
      boolean dated = SeveralBases.haveAnOrder(proof.now().after(), steps.chronology());
      if (!dated && surplus(proof).isEmpty()) {
        return;
      }
      StepwiseProof tried = new StepwiseProof(readings, policy, proof.now());
      if (dated) {
        tried.take(steps.chainBases(bases), List.of());
      }
      boolean joined = merge(tried, Integer.MAX_VALUE);
      boolean tooEarly =
          joined
              && tried.now().after().revisions().size() <= MOST_REPLAYED
              && tried.now().upgrade().isTooEarly();
      if (tooEarly && proof.take(steps.chainNeeding(bases, heads(proof)), List.of())) {
        return;
      }
      if (dated) {
        proof.take(steps.chainBases(bases), List.of());
      }
    }

    private List<String> heads(StepwiseProof joined) {
      return surplus(joined).stream().flatMap(List::stream).map(Revision::id).toList();
    }

    private boolean merge(StepwiseProof joined, int most) {
      boolean all = true;
      List<List<Revision>> surplus = surplus(joined);
      while (all && !surplus.isEmpty()) {
        List<String> heads = surplus.getFirst().stream().limit(most).map(Revision::id).toList();
        all = joined.take(steps.merge(heads, most), List.of());
        surplus = surplus(joined);
      }
      return all;
    }

    /// None where nobody can tell whether the heads are meant, or are merged already.
    private List<List<Revision>> surplus(StepwiseProof joined) {
      return headsLeftToCode
          ? List.of()
          : MergeHeads.surplus(joined.now().after(), policy, steps.chronology());
    }

    private List<Joining> joinings(HistoryChange unjoined, List<Repair> merges) {
      List<Joining> joinings = new ArrayList<>();
      joinings.add(new Joining(Way.MERGE, merges, Optional.empty()));
      StepwiseProof pairs = new StepwiseProof(readings, policy, unjoined);
      List<List<Revision>> surplus = surplus(pairs);
      int most = surplus.stream().mapToInt(List::size).max().orElse(0);
      if (most > MOST_PAIRWISE) {
        joinings.add(
            new Joining(
                Way.PAIRWISE,
                List.of(),
                Optional.of(Prose.of("With " + most + " heads that would be too many steps."))));
      } else if (most > 2 && merge(pairs, 2)) {
        joinings.add(new Joining(Way.PAIRWISE, repairs(pairs), Optional.empty()));
      }
      StepwiseProof line = new StepwiseProof(readings, policy, unjoined);
      List<String> heads = heads(line);
      boolean laid = line.take(steps.linear(heads), List.of());
      joinings.add(
          new Joining(
              Way.LINEAR,
              repairs(line),
              laid
                  ? Optional.empty()
                  : Optional.of(
                      Prose.of(
                          "A circle, an id declared twice, or parents that are computed stand in"
                              + " the way."))));
      return joinings;
    }

    private List<String> chain(History outcome) {
      Set<String> all = outcome.revisions().stream().map(Revision::id).collect(Collectors.toSet());
      return LinearOrder.of(outcome, steps.chronology(), all).stream()
          .flatMap(List::stream)
          .map(Revision::id)
          .toList();
    }
  }

  private static List<Repair> repairs(StepwiseProof proof) {
    return proof.planned().stream().map(Planned::repair).toList();
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
