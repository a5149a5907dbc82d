package dev.retort.alembic;

import dev.retort.python.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Histories written down in one line each, for tests that need a graph and no files.
public final class Histories {
  private Histories() {}

  public static final Environment ENVIRONMENT =
      new Environment(
          "migrations",
          Optional.of("alembic.ini"),
          List.of("migrations/versions"),
          false,
          false,
          Map.of(),
          List.of());

  /// Each line: `id < parent parent @ dependency dependency # label label`, the marks optional. The
  /// file is `migrations/versions/NN_id.py`, NN counting from 00.
  public static History history(String... lines) {
    List<RevisionFile> files = new ArrayList<>();
    for (String line : lines) {
      files.add(file("migrations/versions/%02d_".formatted(files.size()), line));
    }
    return History.of(ENVIRONMENT, files);
  }

  private static RevisionFile file(String prefix, String line) {
    String id = line.split("[<@#]", -1)[0].strip();
    List<String> parents = after(line, '<');
    return of(
        prefix + id + ".py",
        id,
        parents.stream().distinct().toList(),
        parents.size() > 1,
        after(line, '@'),
        after(line, '#'));
  }

  public static RevisionFile of(
      String path,
      String id,
      List<String> parents,
      boolean mergePoint,
      List<String> dependencies,
      List<String> labels) {
    Optional<Written> id3 = Optional.of(new Written(3, new Span(30, 33)));
    Optional<Written> down4 = Optional.of(new Written(4, new Span(50, 54)));
    Optional<Written> depends6 = Optional.of(new Written(6, new Span(80, 84)));
    Revision revision =
        new Revision(
            id,
            new Revision.Source(path, "blob of " + path, 3),
            parents,
            mergePoint,
            dependencies,
            labels.stream().map(BranchLabel::of).toList(),
            new Revision.Values(id3, down4, depends6),
            Docstring.NONE,
            Revision.Bodies.NONE);
    return new RevisionFile(path, revision.blob(), Optional.of(revision), List.of(), List.of());
  }

  private static List<String> after(String line, char mark) {
    int at = line.indexOf(mark);
    if (at < 0) {
      return List.of();
    }
    String rest = line.substring(at + 1).split("[<@#]", -1)[0].strip();
    return rest.isEmpty()
        ? List.of()
        : Arrays.stream(rest.split(" +", -1)).map(word -> word.equals("''") ? "" : word).toList();
  }
}
