package dev.retort.rule;

import dev.retort.alembic.Docstring;
import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What docstrings still tell of a revision that is missed: Alembic writes ids into them, and who
/// changes the code by hand seldom changes them.
public final class DocstringWitness {
  private DocstringWitness() {}

  /// The only revision whose docstring says that it has this id, while its code says another.
  ///
  /// @param except ids that cannot have been meant
  public static Optional<Revision> formerly(String id, History history, Set<String> except) {
    List<Revision> all =
        history.revisions().stream()
            .filter(each -> !each.id().equals(id))
            .filter(each ->
                each.docstring()
                    .revisionId()
                    .map(Docstring.Header::text)
                    .filter(id::equals)
                    .isPresent())
            .limit(2)
            .toList();
    return all.size() == 1
            && !except.contains(all.getFirst().id())
            && Unambiguous.declares(history, all.getFirst().id())
        ? Optional.of(all.getFirst())
        : Optional.empty();
  }

  /// What a revision's own docstring says that it revises, where all of that is there, is no parent
  /// already and does not come after it; otherwise nothing.
  public static List<String> parents(Revision child, History history) {
    Set<String> ids = child.docstring().parents();
    boolean fit =
        ids.stream()
            .allMatch(id ->
                Unambiguous.declares(history, id)
                    && !id.equals(child.id())
                    && !child.downRevisions().contains(id)
                    && !history.isAbove(id, child.id()));
    return fit ? ids.stream().sorted().toList() : List.of();
  }

  /// Another revision whose docstring says that it revises this id, while its code says otherwise.
  static Optional<Revision> oncePointed(String id, History history, Set<String> except) {
    return history.revisions().stream()
        .filter(each -> !except.contains(each.id()) && !each.downRevisions().contains(id))
        .filter(each -> each.docstring().parents().contains(id))
        .findFirst();
  }
}
