package dev.retort.repair;

import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.rule.Policy;
import dev.retort.rule.Prose;
import dev.retort.rule.SameWork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The removal of what stands in the history twice: of several files of one id that say the same,
/// all but the oldest. A revision of the same work must not get an id of its own, for then the work
/// would be done twice.
public final class DropCopy implements Step {
  private final Comparator<Revision> order;
  private final Predicate<String> wanted;
  private final boolean identical;

  /// @param wanted the ids to be looked at
  /// @param identical whether only files of the same bytes are taken for copies; otherwise also
  ///   those that do the same on the same parents, whatever their comments and dates say
  public DropCopy(Chronology chronology, Predicate<String> wanted, boolean identical) {
    // `add_user copy.py` is the copy.
    this.order =
        chronology
            .brought()
            .thenComparingInt(each -> each.path().length())
            .thenComparing(Revision::path);
    this.wanted = wanted;
    this.identical = identical;
  }

  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    Draft done = draft;
    for (String id : now.after().condition().duplicates()) {
      if (!wanted.test(id)) {
        continue;
      }
      List<Revision> kept = new ArrayList<>();
      for (Revision each : now.after().declaring(id).stream().sorted(order).toList()) {
        Optional<Revision> same =
            kept.stream()
                .filter(other -> isCopy(each, other, now.change().landing().tree()))
                .findFirst();
        if (same.isEmpty()) {
          kept.add(each);
        } else {
          done = done.removing(each.path()).because(clause(each, same.get()));
        }
      }
    }
    return done.equals(draft) ? Optional.empty() : Optional.of(done);
  }

  private boolean isCopy(Revision one, Revision other, Snapshot tree) {
    if (one.blob().equals(other.blob())) {
      return true;
    }
    return !identical
        && SameWork.of(one, other, tree)
        && set(one.downRevisions()).equals(set(other.downRevisions()))
        && set(one.dependsOn()).equals(set(other.dependsOn()))
        && set(one.branchLabels()).equals(set(other.branchLabels()));
  }

  private static <T> Set<T> set(List<T> list) {
    return new HashSet<>(list);
  }

  private static Prose clause(Revision copy, Revision kept) {
    return Prose.EMPTY
        .path(copy.path())
        .text(" and ")
        .path(kept.path())
        .text(
            copy.blob().equals(kept.blob())
                ? " hold the same bytes"
                : " do the same on the same parents");
  }
}
