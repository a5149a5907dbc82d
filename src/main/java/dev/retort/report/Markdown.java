package dev.retort.report;

import dev.retort.alembic.Counted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Strangers' words as inert GitHub Markdown: an id such as `@org/team`, `#1`, an image, a fence or
/// the start of a comment is shown as those characters, notifies nobody and links to nothing.
///
/// GitHub looks for mentions, references, commit ids, links and emoji names in the rendered page,
/// everywhere but in code; so whatever could be one of these is set as code, and escaping alone is
/// not relied on.
public final class Markdown {
  /// More than any sensible id or path has; what a page shows of a longer one.
  static final int LONGEST_CODE = 240;

  private static final String OPENING = "(\"'“";
  private static final String CLOSING = ".,;:!?)\"'”…";

  private Markdown() {}

  /// A code span, for use in running text, lists, headings and table cells alike. Long text is cut.
  public static String code(String text) {
    return code(text, LONGEST_CODE);
  }

  /// @param most how many characters are shown
  static String code(String text, int most) {
    String shown = Visible.line(text, most);
    if (shown.isBlank()) {
      return "<code>" + "&nbsp;".repeat(Math.max(1, shown.length())) + "</code>";
    }
    if (isTame(shown)) {
      return "`" + shown + "`";
    }
    // A code span can be broken by its own fence, by a table's bars and by a backslash before
    // them; character references inside of <code> cannot.
    return "<code>" + references(shown) + "</code>";
  }

  /// Code spans, separated by commas; of many the first `most` and how many more there are.
  public static String codes(List<String> texts, int most) {
    return Counted.few(texts, most, Markdown::code);
  }

  /// Running text on one line, from plain text that may hold a stranger's words. Ordinary words
  /// stay prose; text between backticks, quoted text that is no prose, and every other word that is
  /// not ordinary become code.
  public static String text(String plain) {
    String line = plain.strip().replaceAll("\\s+", " ");
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int open = 0; open < line.length(); open++) {
      char mark = line.charAt(open);
      int close = mark == '`' || mark == '"' ? line.indexOf(mark, open + 1) : -1;
      if (close > open + 1) {
        String inner = line.substring(open + 1, close);
        if (mark == '`' || !Arrays.stream(inner.split(" ", -1)).allMatch(Markdown::isOrdinary)) {
          words(line.substring(from, open), parts);
          parts.add(code(inner));
          from = close + 1;
        }
        open = close;
      }
    }
    words(line.substring(from), parts);
    return joined(parts).strip();
  }

  /// Whether a block shows a text exactly as it is, so that it can be copied from the page. Tabs
  /// are shown, but shells take pasted ones for a key.
  public static boolean keeps(String text) {
    return Visible.isPlain(text.replace("\n", ""));
  }

  /// A fenced block. What cannot be seen is written out, so a block is to be read, not to be run.
  ///
  /// @param language ours, never a stranger's
  public static String block(String language, String text) {
    String shown = Visible.lines(text);
    String fence = fence(shown);
    String end = shown.endsWith("\n") ? "" : "\n";
    return fence + language + "\n" + shown + end + fence;
  }

  /// Backticks, more of them than any run in the text.
  static String fence(String text) {
    int longest = 2;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return "`".repeat(longest + 1);
  }

  /// The text of a Mermaid label, to be put between double quotes. Everything but letters, digits,
  /// blanks and a few harmless signs is written as Mermaid's own character reference.
  public static String mermaidLabel(String text, int most) {
    int[] points = Visible.line(text, most).codePoints().toArray();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < points.length; i++) {
      // Mermaid reads labels as Markdown before it resolves references: `1. a` would be a list and
      // `_a_` emphasis. Between letters and digits these signs mean nothing.
      boolean joint =
          "_-./".indexOf(points[i]) >= 0
              && i > 0
              && i < points.length - 1
              && Character.isLetterOrDigit(points[i - 1])
              && Character.isLetterOrDigit(points[i + 1]);
      if (joint || Character.isLetterOrDigit(points[i]) || " ,…·".indexOf(points[i]) >= 0) {
        out.appendCodePoint(points[i]);
      } else {
        out.append('#').append(points[i]).append(';');
      }
    }
    // Mermaid takes no label without a character.
    return out.isEmpty() ? "·" : out.toString();
  }

  /// Adds words and the blanks between them as inert Markdown.
  private static void words(String text, List<String> parts) {
    int from = 0;
    while (from < text.length()) {
      int blank = text.indexOf(' ', from);
      int end = blank < 0 ? text.length() : blank;
      if (end > from) {
        parts.add(word(text.substring(from, end)));
      }
      if (blank >= 0) {
        parts.add(" ");
      }
      from = end + 1;
    }
  }

  private static String word(String word) {
    int start = 0;
    int end = word.length();
    while (start < end && OPENING.indexOf(word.charAt(start)) >= 0) {
      start++;
    }
    while (end > start
        && CLOSING.indexOf(word.charAt(end - 1)) >= 0
        && !closesOwnBracket(word.substring(start, end))) {
      end--;
    }
    String core = word.substring(start, end);
    String before = word.substring(0, start);
    String after = word.substring(end);
    if (core.isEmpty() || core.equals("–") || core.equals("—") || core.equals("→")) {
      return word;
    }
    boolean listItem = before.isEmpty() && core.chars().allMatch(c -> c >= '0' && c <= '9');
    return before
        + (isOrdinary(core) ? core : code(core))
        + (listItem && (after.startsWith(".") || after.startsWith(")")) ? "\\" : "")
        + after;
  }

  /// As that of a call does.
  private static boolean closesOwnBracket(String core) {
    return core.endsWith(")")
        && core.chars().filter(c -> c == '(').count() == core.chars().filter(c -> c == ')').count();
  }

  /// Letters with hyphens and apostrophes inside, or a short number: what no reader of pages turns
  /// into a reference.
  private static boolean isOrdinary(String core) {
    if (core.isEmpty()) {
      return false;
    }
    if (core.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return core.length() < 7;
    }
    if (looksLikeHash(core)) {
      return false;
    }
    int[] points = core.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      boolean joint =
          (points[i] == '-' || points[i] == '\'' || points[i] == '’')
              && i > 0
              && i < points.length - 1;
      // Letters that are read from right to left would take their neighbours along.
      boolean letter =
          Character.isLetter(points[i])
              && Character.getDirectionality(points[i]) == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
      if (!joint && !letter) {
        return false;
      }
    }
    return true;
  }

  private static boolean looksLikeHash(String core) {
    return core.length() >= 7
        && core.chars().allMatch(c -> Character.digit(c, 16) >= 0)
        && core.length() <= 64;
  }

  private static String joined(List<String> parts) {
    StringBuilder out = new StringBuilder();
    for (String part : parts) {
      // Two code spans side by side would share a run of backticks.
      if (part.startsWith("`") && !out.isEmpty() && out.charAt(out.length() - 1) == '`') {
        out.append(' ');
      }
      out.append(part);
    }
    return out.toString();
  }

  private static boolean isTame(String shown) {
    return shown.charAt(0) != ' '
        && shown.charAt(shown.length() - 1) != ' '
        && shown
            .codePoints()
            .allMatch(point ->
                Character.isLetterOrDigit(point)
                    || " _-.,/:@#+=()[]'\"!?~*%^;{}…".indexOf(point) >= 0);
  }

  private static String references(String shown) {
    StringBuilder out = new StringBuilder(shown.length() * 4);
    shown
        .codePoints()
        .forEach(point -> {
          if (Character.isLetterOrDigit(point)) {
            out.appendCodePoint(point);
          } else {
            out.append("&#").append(point).append(';');
          }
        });
    return out.toString();
  }
}
