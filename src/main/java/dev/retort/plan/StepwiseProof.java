package dev.retort.plan;

import dev.retort.alembic.Condition;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.Change;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.plan.WholePlan.Planned;
import dev.retort.repair.Draft;
import dev.retort.repair.Edits;
import dev.retort.repair.Proof;
import dev.retort.repair.Repair;
import dev.retort.repair.Repair.Safety;
import dev.retort.repair.Repair.Strategy;
import dev.retort.repair.Step;
import dev.retort.repair.Summary;
import dev.retort.rule.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A whole history on its way from step to step. After each one it is read again from the bytes,
/// and a step that makes anything worse is not taken.
final class StepwiseProof {
  /// Revisions that are replayed for all steps together.
  private static final int MOST_REPLAYED = 50_000;

  private final HistoryReader reader;
  private final Policy policy;
  private final List<Planned> planned = new ArrayList<>();
  private HistoryChange now;
  private int replayed;

  /// @param start a change from nothing, so that there is nothing to fold
  StepwiseProof(RevisionCache cache, Policy policy, HistoryChange start) {
    this.reader = new HistoryReader(cache);
    this.policy = policy;
    this.now = start;
  }

  /// What a step is to cure.
  ///
  /// @param about the ids concerned
  /// @param because what more speaks for the step than it says itself
  record Cure(
      Strategy strategy,
      RuleCode code,
      List<String> about,
      Step step,
      UnaryOperator<Draft> because,
      Function<Draft, Safety> safety) {}

  HistoryChange now() {
    return now;
  }

  List<Planned> planned() {
    return List.copyOf(planned);
  }

  private record Taken(Repair repair, HistoryChange after) {}

  /// @param others what else would cure the same
  /// @return whether it was taken
  boolean take(Cure cure, List<Cure> others) {
    Optional<Taken> taken = tried(cure);
    if (taken.isEmpty()) {
      return false;
    }
    List<Repair> instead =
        others.stream().flatMap(each -> tried(each).stream()).map(Taken::repair).toList();
    planned.add(new Planned(taken.get().repair(), cure.code(), cure.about(), instead));
    now = taken.get().after();
    return true;
  }

  private Optional<Taken> tried(Cure cure) {
    Optional<Draft> meant = cure.step().take(Draft.of(now), policy).map(cure.because());
    Optional<Draft> draft = meant.map(Proof::frank);
    if (draft.isEmpty() || draft.get().untouched() || !Proof.writable(draft.get())) {
      return Optional.empty();
    }
    Safety safety = safety(cure, meant.get(), draft.get());
    return Proof.write(draft.get())
        .flatMap(edits -> {
          HistoryChange after = after(edits);
          return better(now.after(), after.after(), cure.strategy())
                  && Proof.preserves(draft.get(), after.after(), safety)
              ? Optional.of(
                  new Taken(
                      upgrading(
                          Repair.proved(
                              cure.strategy(), Summary.of(draft.get()), edits, safety, now, after),
                          after),
                      after))
              : Optional.empty();
        });
  }

  /// The same with what an empty database would say, as long as that is no great work.
  private Repair upgrading(Repair repair, HistoryChange after) {
    replayed += after.after().revisions().size();
    return replayed > MOST_REPLAYED ? repair : repair.upgrading(now.upgrade(), after.upgrade());
  }

  /// What takes an ancestor from a revision is never safe.
  private static Safety safety(Cure cure, Draft meant, Draft frank) {
    Safety safety = cure.safety().apply(meant);
    return safety == Safety.SAFE && !frank.equals(meant) ? Safety.CONSENT : safety;
  }

  private HistoryChange after(Edits edits) {
    Change was = now.change();
    Snapshot tree = edits.appliedTo(was.head());
    Change change = Change.edited(was, tree);
    return new HistoryChange(
        now.environment(),
        now.before(),
        now.mergeBase(),
        reader.read(tree, now.environment()),
        change);
  }

  /// Whether something got better and nothing worse, but that a line may end where it went round in
  /// a circle, or was nobody's.
  private static boolean better(History was, History is, Strategy strategy) {
    Condition old = was.condition();
    Condition now = is.condition();
    int[][] sizes = {
      {old.missing().size(), now.missing().size()},
      {old.duplicates().size(), now.duplicates().size()},
      {declared(was), declared(is)},
      {old.cycles().size(), now.cycles().size()},
      {failing(was), failing(is)},
    };
    boolean shrinks = strategy == Strategy.PRUNE || strategy == Strategy.REPOINT;
    for (int[] size : sizes) {
      if (size[1] > size[0]) {
        return false;
      }
      shrinks |= size[1] < size[0];
    }
    return shrinks || now.heads().size() < old.heads().size();
  }

  /// How many revisions have an id that another has.
  private static int declared(History history) {
    return history.condition().duplicates().stream()
        .mapToInt(id -> history.declaring(id).size())
        .sum();
  }

  private static int failing(History history) {
    return (int)
        history.problems().stream().filter(each -> each.severity() == Severity.FAILURE).count();
  }
}
