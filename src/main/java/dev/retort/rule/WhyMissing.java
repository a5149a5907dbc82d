package dev.retort.rule;

import dev.retort.alembic.Condition.Missing;
import dev.retort.alembic.Flaw;
import dev.retort.alembic.History;
import dev.retort.alembic.Problem;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.rule.MissingParent.Clue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The search for what may have become of a revision that is missed, the surest sign first.
final class WhyMissing {
  private WhyMissing() {}

  /// @param missing the edges to that parent
  static Clue clue(HistoryChange change, String parent, List<Missing> missing) {
    Set<String> children = missing.stream().map(Missing::child).collect(Collectors.toSet());
    boolean removed = change.before().revision(parent).isPresent();
    return change
        .before()
        .revision(parent)
        .or(() -> change.mergeBase().revision(parent))
        .filter(each -> !each.id().isEmpty())
        .<Clue>map(lost -> new Clue.Removed(removed, lost.path(), lost.downRevisions()))
        .or(() -> named(parent, change.after(), children))
        .or(() -> DeclaredElsewhere.of(parent, change).map(Clue.Elsewhere::new))
        .or(() ->
            DocstringWitness.formerly(parent, change.after(), children)
                .map(other -> new Clue.Formerly(other.path(), other.id())))
        .or(() -> NearId.of(parent, change.after(), children).map(Clue.Mistyped::new))
        .orElseGet(() -> weaker(change.after(), parent, children));
  }

  /// Where nothing is certain: what the reader makes of the name, and what docstrings remember.
  private static Clue weaker(History history, String parent, Set<String> children) {
    Clue read = hint(history, parent);
    if (!(read instanceof Clue.None)) {
      return read;
    }
    List<Revision> alone =
        children.size() == 1 ? history.declaring(children.iterator().next()) : List.of();
    List<String> own =
        alone.size() == 1 ? DocstringWitness.parents(alone.getFirst(), history) : List.of();
    return own.isEmpty()
        ? DocstringWitness.oncePointed(parent, history, children)
            .<Clue>map(other -> new Clue.OncePointed(other.path(), other.id()))
            .orElse(read)
        : new Clue.InDocstring(own);
  }

  /// Where somebody wrote the name of a file.
  ///
  /// @param children what names it
  static Optional<Clue> named(String parent, History history, Set<String> children) {
    return NamedFile.of(parent, history, children)
        .<Clue>map(named -> new Clue.FileName(named.path(), named.id()))
        .or(() ->
            NamedFile.ofSharedId(parent, history)
                .map(named ->
                    new Clue.FileOfSharedId(named.path(), named.id(), others(history, named))));
  }

  private static List<String> others(History history, Revision revision) {
    return history.declaring(revision.id()).stream()
        .map(Revision::path)
        .filter(path -> !path.equals(revision.path()))
        .toList();
  }

  /// What the reader makes of the name.
  private static Clue hint(History history, String parent) {
    return history.problems().stream()
        .map(Problem::flaw)
        .filter(Flaw.MissingParents.class::isInstance)
        .map(Flaw.MissingParents.class::cast)
        .filter(flaw -> flaw.missing().getFirst().equals(parent))
        .map(Flaw.MissingParents::hint)
        // What is near is looked for with the whole change in view.
        .filter(hint -> !(hint instanceof Flaw.Hint.Near))
        .map(WhyMissing::clue)
        .findFirst()
        .orElse(new Clue.None());
  }

  /// What the reader noted, as a clue.
  static Clue clue(Flaw.Hint hint) {
    return switch (hint) {
      case Flaw.Hint.Label(String id) -> new Clue.Label(id);
      case Flaw.Hint.Nothing _ -> new Clue.Nothing();
      case Flaw.Hint.Symbol _ -> new Clue.Symbol();
      case Flaw.Hint.Near(String id, Flaw.Spot _) -> new Clue.Mistyped(id);
      case Flaw.Hint.None _ -> new Clue.None();
    };
  }
}
