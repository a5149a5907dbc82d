package dev.retort.schema.sql;

import dev.retort.schema.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Names as the database keeps them.
final class Names {
  private static final int MOST_BYTES = 63;

  private Names() {}

  static String kept(Token token, Dialect dialect) {
    if (dialect != Dialect.POSTGRESQL) {
      return token.text();
    }
    return cut(
        token.kind() == Token.Kind.QUOTED ? token.text() : token.text().toLowerCase(Locale.ROOT));
  }

  /// PostgreSQL keeps 63 bytes of a name, and never a part of a character.
  private static String cut(String name) {
    int end = Math.min(name.length(), MOST_BYTES);
    while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      end--;
    }
    return name.substring(0, end);
  }

  /// @param full whether the default schema is named like any other
  static String joined(List<String> parts, Dialect dialect, boolean full) {
    List<String> last = parts.subList(Math.max(0, parts.size() - 2), parts.size());
    boolean byDefault =
        last.size() == 2
            && !full
            && switch (dialect) {
              case POSTGRESQL -> last.getFirst().equals("public");
              case SQLITE -> last.getFirst().equals("main");
              case MYSQL -> false;
            };
    return byDefault ? last.getLast() : String.join(".", last);
  }
}
