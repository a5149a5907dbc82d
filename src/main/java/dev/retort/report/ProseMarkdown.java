package dev.retort.report;

import dev.retort.rule.Prose;
import java.util.HashSet;
import java.util.Set;

/// Prose as inert GitHub Markdown: each piece by its kind, nothing by guessing. Text is our own and
/// is escaped all the same; whatever somebody else chose is set as code.
final class ProseMarkdown {
  private static final int LONGEST_LINE = 1_000;

  private ProseMarkdown() {}

  /// Running text on one line, of at most this many bytes before it is marked up; what is cut is
  /// marked by an ellipsis.
  static String of(Prose prose, int most) {
    return of(prose, most, RevisionNames.NONE);
  }

  /// The same, where each revision is called by its name the first time that it is spoken of.
  static String of(Prose prose, int most, RevisionNames names) {
    Set<String> named = new HashSet<>();
    StringBuilder out = new StringBuilder();
    int room = most;
    for (Prose.Piece piece : prose.pieces()) {
      int size = Limited.bytes(piece.plain());
      // Code is taken whole or not at all.
      boolean fits = size <= room;
      if (fits && piece instanceof Prose.Id revision && named.add(revision.id())) {
        names.of(revision.id()).ifPresent(name -> append(out, quoted(name) + " "));
      }
      if (fits || !isCode(piece)) {
        append(out, markdown(piece, Math.max(room, 1)));
      }
      room -= size;
      if (!fits) {
        return isCode(piece) ? out.append('…').toString().strip() : out.toString().strip();
      }
    }
    return out.toString().strip();
  }

  /// The name of a revision.
  static String quoted(String name) {
    return '"' + Markdown.text(name) + '"';
  }

  private static boolean isCode(Prose.Piece piece) {
    return switch (piece) {
      case Prose.Text _, Prose.Quote _, Prose.Diagnostic _, Prose.Stop _ -> false;
      case Prose.Id _,
          Prose.Path _,
          Prose.Line _,
          Prose.Code _,
          Prose.Said _,
          Prose.PullRequest _ ->
          true;
    };
  }

  private static String markdown(Prose.Piece piece, int most) {
    return switch (piece) {
      case Prose.Text text -> escaped(Limited.cut(text.words(), most));
      case Prose.Stop stop -> Limited.cut(stop.plain(), most);
      case Prose.Diagnostic said -> Markdown.text(Limited.cut(said.words(), most));
      case Prose.Quote quote -> Markdown.text(Limited.cut(quote.plain(), most));
      case Prose.Id id -> code(id.plain());
      case Prose.Path path -> code(path.plain());
      case Prose.Line line -> code(line.plain());
      // What is there to be copied has to be whole.
      case Prose.Code code ->
          Markdown.code(code.plain().substring(1, code.plain().length() - 1), LONGEST_LINE);
      case Prose.Said said -> code(said.plain());
      case Prose.PullRequest number -> Markdown.code(number.plain());
    };
  }

  /// What stands between the marks that plain text has around it.
  private static String code(String marked) {
    return Markdown.code(marked.substring(1, marked.length() - 1));
  }

  /// Letters, digits and the marks of a sentence as they are; everything that Markdown could take
  /// for something else by its number.
  private static String escaped(String words) {
    StringBuilder out = new StringBuilder(words.length());
    words
        .codePoints()
        .forEach(point -> {
          if (Character.isLetterOrDigit(point) || " .,;:!?()'\"’“”…–—→-/".indexOf(point) >= 0) {
            out.appendCodePoint(point);
          } else {
            out.append("&#").append(point).append(';');
          }
        });
    return out.toString();
  }

  /// Two code spans side by side would share a run of backticks.
  private static void append(StringBuilder out, String part) {
    if (part.startsWith("`") && !out.isEmpty() && out.charAt(out.length() - 1) == '`') {
      out.append(' ');
    }
    out.append(part);
  }
}
