package dev.retort.report;

import dev.retort.alembic.Quoted;

/// Text that a terminal, a log line or a check's plain fields can show: everything that moves a
/// cursor, changes colours, reverses the reading direction or cannot be seen is written out as a
/// Python escape (`\n`, `\x1b`, `\u202e`). What can be seen stays as it is, so that a path or an id
/// reads the same as in the repository.
public final class Visible {
  private Visible() {}

  /// A stranger's text on one line.
  public static String line(String text) {
    return escaped(text, false);
  }

  /// A stranger's text that keeps its line feeds and tabs; a carriage return before a line feed is
  /// dropped.
  public static String lines(String text) {
    return escaped(text.replace("\r\n", "\n"), true);
  }

  /// As [#line], but of at most `most` characters; what is cut is marked by an ellipsis.
  public static String line(String text, int most) {
    // An escape is never shorter than what it stands for, so nothing beyond `most` can be shown.
    return cut(line(text.length() > most + 1 ? cut(text, most + 1) : text), most);
  }

  /// Whether a text reads exactly as it is.
  static boolean isPlain(String text) {
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      if ((point < ' ' || point > '~') && Quoted.isInvisible(point)) {
        return false;
      }
      at += Character.charCount(point);
    }
    return true;
  }

  /// The text, or its beginning and an ellipsis, of at most `most` characters; no character outside
  /// the basic plane is cut in two.
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Math.max(0, most - 1);
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  private static String escaped(String text, boolean keepLines) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(point -> {
          if (!Quoted.isInvisible(point) || (keepLines && (point == '\n' || point == '\t'))) {
            out.appendCodePoint(point);
          } else {
            out.append(escape(point));
          }
        });
    return out.toString();
  }

  private static String escape(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          point < 0x100
              ? String.format("\\x%02x", point)
              : point < 0x10000 ? String.format("\\u%04x", point) : String.format("\\U%08x", point);
    };
  }
}
