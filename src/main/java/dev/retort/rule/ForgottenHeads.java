package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Heads that a merge revision of the change left beside it, although it joins some of them.
///
/// @param merge its id
/// @param forgotten the heads of the same branch labels, sorted
/// @param superfluous the parents of the merge that lie below these
public record ForgottenHeads(String merge, List<String> forgotten, List<String> superfluous) {
  public ForgottenHeads {
    forgotten = List.copyOf(forgotten);
    superfluous = List.copyOf(superfluous);
  }

  public static Optional<ForgottenHeads> of(HistoryChange change, Policy policy) {
    return of(change, HeadCount.of(change, policy).inherited(), policy);
  }

  /// @param heads those beyond what is meant that the base had as well
  static Optional<ForgottenHeads> of(HistoryChange change, List<String> heads, Policy policy) {
    History after = change.after();
    return change.added().stream()
        .filter(each -> each.downRevisions().size() > 1 && heads.contains(each.id()))
        .filter(each -> Unambiguous.declares(after, each.id()))
        .flatMap(merge -> of(after, merge, heads, policy).stream())
        .findFirst();
  }

  private static Optional<ForgottenHeads> of(
      History after, Revision merge, List<String> heads, Policy policy) {
    List<String> labels = after.labels(merge.id());
    List<String> forgotten =
        heads.stream()
            .filter(head -> !head.equals(merge.id()) && Unambiguous.declares(after, head))
            .filter(head -> !policy.perLabel() || after.labels(head).equals(labels))
            .toList();
    if (forgotten.isEmpty()) {
      return Optional.empty();
    }
    Set<String> all = new LinkedHashSet<>(merge.downRevisions());
    all.addAll(forgotten);
    List<String> superfluous = new ArrayList<>(Unambiguous.redundant(after, all));
    superfluous.removeAll(forgotten);
    return Optional.of(new ForgottenHeads(merge.id(), forgotten, superfluous));
  }

  /// What the merge is to revise.
  public List<String> parents(List<String> parents) {
    Set<String> all = new LinkedHashSet<>(parents);
    superfluous.forEach(all::remove);
    all.addAll(forgotten);
    return List.copyOf(all);
  }

  /// What to do about it, as a sentence.
  Prose advice() {
    Prose said = Prose.EMPTY.id(merge).text(" joins only some: let it revise ").ids(forgotten);
    return superfluous.isEmpty()
        ? said.text(" as well.")
        : said.text(" in the place of ").ids(superfluous).text(".");
  }
}
