package dev.retort.repair;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// Python literals for ids, in the quotes that a file uses. What is not plain ASCII is written as
/// escapes, so that the bytes mean the same in every encoding a source file can have.
final class Literal {
  private Literal() {}

  /// The quote that an expression as it stands uses first; double where it uses none.
  static char quoteOf(byte[] content, int start, int end) {
    for (int i = start; i < end; i++) {
      if (content[i] == '"' || content[i] == '\'') {
        return (char) content[i];
      }
    }
    return '"';
  }

  /// `None`, one string, or a tuple.
  static byte[] parents(List<String> ids, char quote) {
    String text =
        switch (ids.size()) {
          case 0 -> "None";
          case 1 -> string(ids.getFirst(), quote);
          default ->
              ids.stream().map(id -> string(id, quote)).collect(Collectors.joining(", ", "(", ")"));
        };
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static String string(String value, char quote) {
    StringBuilder text = new StringBuilder().append(quote);
    value
        .codePoints()
        .forEach(c -> {
          if (c == quote || c == '\\') {
            text.append('\\').append((char) c);
          } else if (c >= ' ' && c < 0x7f) {
            text.append((char) c);
          } else if (c > 0xffff) {
            text.append("\\U%08x".formatted(c));
          } else {
            text.append("\\u%04x".formatted(c));
          }
        });
    return text.append(quote).toString();
  }

  /// Whether an id can be written into a docstring as it is.
  static boolean plain(List<String> ids) {
    return ids.stream()
        .allMatch(id -> id.chars().allMatch(c -> c >= ' ' && c < 0x7f && "\\\"'".indexOf(c) < 0));
  }
}
