package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionFile;
import dev.retort.change.HistoryChange;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Heads of which nobody knows whether they are meant, because labels that decide it cannot be
/// read.
///
/// @param heads those above a revision with such labels, sorted; empty where the question does not
///   arise: one head is left, or no more than the base had
/// @param unread the ids whose labels cannot be read, sorted
record OpenLabels(List<String> heads, List<String> unread) {
  private static final OpenLabels NONE = new OpenLabels(List.of(), List.of());

  static OpenLabels of(HistoryChange change, Policy policy) {
    History after = change.after();
    int were = change.before().heads().size();
    if (!policy.perLabel() || after.heads().size() <= Math.max(policy.headsAllowed(), were)) {
      return NONE;
    }
    Set<String> unread = unread(after);
    if (unread.isEmpty()) {
      return NONE;
    }
    return new OpenLabels(open(after, after.heads(), unread), unread.stream().sorted().toList());
  }

  /// Whether labels that cannot be read leave it open whether one of these heads is meant.
  static boolean concern(List<String> heads, History history, Policy policy) {
    return policy.perLabel() && !open(history, heads, unread(history)).isEmpty();
  }

  private static Set<String> unread(History history) {
    return history.files().stream()
        .filter(file ->
            file.undecidable().stream().anyMatch(each -> each.name().equals("branch_labels")))
        .map(RevisionFile::revision)
        .flatMap(revision -> revision.map(Revision::id).stream())
        .collect(Collectors.toSet());
  }

  private static List<String> open(History history, List<String> heads, Set<String> unread) {
    return unread.isEmpty()
        ? List.of()
        : heads.stream()
            .filter(head ->
                unread.contains(head)
                    || history.ancestors(head).stream().anyMatch(unread::contains))
            .toList();
  }
}
