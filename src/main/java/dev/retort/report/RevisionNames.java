package dev.retort.report;

import dev.retort.alembic.Revision;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What people call the revisions of a verdict: the first line of their docstrings, because nobody
/// remembers an id.
final class RevisionNames {
  static final RevisionNames NONE = new RevisionNames(Map.of());
  private static final int LONGEST = 50;

  private final Map<String, String> titles;

  private RevisionNames(Map<String, String> titles) {
    this.titles = titles;
  }

  /// Of two revisions with one id and other titles neither is named.
  static RevisionNames of(Verdict verdict) {
    return of(verdict.environments());
  }

  static RevisionNames of(Judged judged) {
    return of(List.of(judged));
  }

  private static RevisionNames of(List<Judged> environments) {
    Map<String, String> titles = new HashMap<>();
    Set<String> doubtful = new HashSet<>();
    for (Judged judged : environments) {
      Stream.of(judged.change().before(), judged.change().after())
          .map(history -> history.revisions())
          .flatMap(List::stream)
          .forEach(revision -> {
            String title = title(revision);
            String other = titles.put(revision.id(), title);
            if (other != null && !other.equals(title)) {
              doubtful.add(revision.id());
            }
          });
    }
    titles.keySet().removeAll(doubtful);
    titles.entrySet().removeIf(each -> each.getValue().isEmpty());
    return new RevisionNames(Map.copyOf(titles));
  }

  private static String title(Revision revision) {
    String title = revision.docstring().message().lines().findFirst().orElse("").strip();
    // A name that holds the id adds nothing to it.
    return title.contains(revision.id()) ? "" : Visible.cut(title, LONGEST);
  }

  /// A stranger's words, on one line.
  Optional<String> of(String id) {
    return Optional.ofNullable(titles.get(id));
  }
}
