package dev.retort.alembic;

import dev.retort.python.ModuleDocstring;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The search for the header that Alembic's templates write in docstrings.
final class Docstrings {
  /// Of a longer first paragraph the beginning is kept.
  private static final int LONGEST_MESSAGE = 10_000;

  private Docstrings() {}

  static Docstring read(ModuleDocstring source) {
    Optional<Docstring.Header> revisionId = Optional.empty();
    Optional<Docstring.Header> revises = Optional.empty();
    Optional<String> createDate = Optional.empty();
    for (ModuleDocstring.Line line : source.lines()) {
      revisionId = revisionId.or(() -> header(line, "Revision ID:"));
      revises = revises.or(() -> header(line, "Revises:"));
      createDate = createDate.or(() -> header(line, "Create Date:").map(Docstring.Header::text));
    }
    String text = source.text().strip();
    int blank = text.indexOf("\n\n");
    String message = blank < 0 ? text : text.substring(0, blank);
    return new Docstring(
        message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)),
        revisionId,
        revises,
        createDate);
  }

  private static Optional<Docstring.Header> header(ModuleDocstring.Line line, String name) {
    String text = line.text();
    int start = 0;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    if (!text.startsWith(name, start)) {
      return Optional.empty();
    }
    int from = start + name.length();
    int to = text.length();
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    while (from < to && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    if (from == to && text.length() > from && text.charAt(from) == ' ') {
      // Alembic's template leaves a blank behind the colon: an id belongs after it.
      from++;
      to++;
    }
    return Optional.of(
        new Docstring.Header(line.number(), text.substring(from, to), line.span(from, to)));
  }

  /// The ids that a `Revises:` line names.
  static Set<String> ids(String text) {
    String plain = text.strip();
    if (plain.equals("None") || plain.equals("<base>")) {
      return Set.of();
    }
    Set<String> ids = new HashSet<>();
    for (String written : plain.split(",", -1)) {
      String id = bare(written);
      if (!id.isEmpty()) {
        ids.add(id);
      }
    }
    return ids;
  }

  /// An id without the brackets and quotes of a tuple that was printed into the docstring.
  private static String bare(String written) {
    int start = 0;
    int end = written.length();
    while (start < end && " \t'\"[(".indexOf(written.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && " \t'\"])".indexOf(written.charAt(end - 1)) >= 0) {
      end--;
    }
    return written.substring(start, end);
  }
}
