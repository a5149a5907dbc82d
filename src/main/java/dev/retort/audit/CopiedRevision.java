package dev.retort.audit;

import dev.retort.alembic.Revision;
import dev.retort.audit.Cause.Evidence;
import dev.retort.audit.Cause.Kind;
import dev.retort.audit.Structure.Duplicate;
import dev.retort.audit.Structure.Likeness;
import dev.retort.evidence.GitEvidence.Trace;
import dev.retort.rule.Prose;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Several files declare one id.
final class CopiedRevision implements CauseFinder {
  private static final int MOST_FILES = 4;

  /// More digits than anybody counts by hand.
  private static final int LONGEST_NUMBER = 6;

  @Override
  public List<Cause> read(CauseClues clues) {
    return clues.structure().duplicates().stream()
        .map(duplicate -> cause(duplicate, clues))
        .toList();
  }

  private static Cause cause(Duplicate duplicate, CauseClues clues) {
    Prose declared =
        Prose.EMPTY
            .id(duplicate.id())
            .text(" is declared in ")
            .few(
                duplicate.paths(),
                MOST_FILES,
                ", ",
                (said, path) -> said.path(path).then(clues.origin(path)));
    Optional<Trace> youngest =
        duplicate.paths().stream()
            .flatMap(path -> clues.past().added(path).stream())
            .max(Comparator.comparing(Trace::date));
    Kind kind = kind(duplicate);
    Prose likeness =
        switch (kind) {
          case COPIED_FILE -> Prose.of(", which are " + duplicate.likeness().words() + ".");
          case COUNTED_ID -> Prose.of(", which are different migrations with the next number.");
          default ->
              Prose.of(", which are different migrations")
                  .then(docstrings(duplicate, clues))
                  .text(".");
        };
    return new Cause(kind, List.of(Evidence.of(declared.then(likeness), youngest)));
  }

  private static Kind kind(Duplicate duplicate) {
    if (duplicate.likeness() != Likeness.DIFFERENT) {
      return Kind.COPIED_FILE;
    }
    String id = duplicate.id();
    boolean number =
        !id.isEmpty()
            && id.length() <= LONGEST_NUMBER
            && id.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Kind.COUNTED_ID : Kind.COPIED_TEMPLATE;
  }

  /// A template's copy often has its new id in the docstring alone.
  private static Prose docstrings(Duplicate duplicate, CauseClues clues) {
    for (String path : duplicate.paths()) {
      Revision revision = clues.byPath().get(path);
      Optional<String> said =
          Optional.ofNullable(revision)
              .flatMap(each -> each.docstring().revisionId())
              .map(header -> header.text().strip())
              .filter(text -> !text.isEmpty() && !text.equals(duplicate.id()));
      if (said.isPresent()) {
        return Prose.of("; the docstring of ").path(path).text(" says ").id(said.get());
      }
    }
    return Prose.EMPTY;
  }
}
