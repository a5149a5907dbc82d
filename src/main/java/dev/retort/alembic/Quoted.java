package dev.retort.alembic;

import java.util.Collection;
import java.util.stream.Collectors;

/// Strangers' words inside our messages: between backticks, with nothing left in them that could
/// end the code span, move the cursor or turn the reading direction.
public final class Quoted {
  private static final int LONGEST = 120;
  private static final int MOST = 5;

  private Quoted() {}

  public static String code(String text) {
    // An id may be empty, and a reader has to see that something is meant.
    return text.isEmpty() ? "`''`" : '`' + harmless(text, LONGEST) + '`';
  }

  /// The text with nothing in it that could end a code span, move the cursor or turn the reading
  /// direction; at most so many of its characters.
  public static String harmless(String text, int most) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    int shown = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (shown++ == most) {
        out.append('…');
        break;
      }
      int c = text.codePointAt(i);
      if (c == '`' || isInvisible(c)) {
        out.append("\\u{").append(Integer.toHexString(c)).append('}');
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  /// A few of many, with a count of the rest.
  public static String list(Collection<String> texts) {
    String shown = texts.stream().limit(MOST).map(Quoted::code).collect(Collectors.joining(", "));
    return texts.size() > MOST ? shown + " and " + (texts.size() - MOST) + " more" : shown;
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
