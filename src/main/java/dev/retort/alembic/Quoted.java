package dev.retort.alembic;

import java.util.Collection;

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
    return Counted.few(texts, MOST, Quoted::code);
  }

  /// Whether a character moves the cursor, turns the reading direction or cannot be told from a
  /// blank: the one table of them.
  public static boolean isInvisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> point != ' ';
      // Letters and marks without a glyph of their own.
      default ->
          point == 0x115F
              || point == 0x1160
              || point == 0x3164
              || point == 0xFFA0
              || point == 0x2800
              || (point >= 0xFE00 && point <= 0xFE0F)
              || (point >= 0xE0100 && point <= 0xE01EF);
    };
  }
}
