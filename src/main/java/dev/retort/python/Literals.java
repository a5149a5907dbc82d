package dev.retort.python;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The values of literals.
final class Literals {
  private Literals() {}

  /// The value of one string literal without fields, prefix and quotes included.
  ///
  /// @return empty where it holds a character name that we do not know
  static Optional<Value> string(byte[] s, int start, int end) {
    StringPrefix prefix = StringPrefix.of(s, start);
    int width = prefix.width(s, end);
    return piece(s, prefix.quote() + width, end - width, prefix, prefix.formatted())
        .map(text -> prefix.octets() ? new Value.Octets(text) : new Value.Text(text));
  }

  /// The text of a piece of a string, such as one between the fields of a formatted one.
  ///
  /// @param doubled whether double braces stand for single ones
  /// @return empty where it holds a character name that we do not know
  static Optional<String> piece(
      byte[] s, int start, int end, StringPrefix prefix, boolean doubled) {
    String body = new String(s, start, end - start, StandardCharsets.UTF_8).replace("\r\n", "\n");
    Optional<String> text =
        prefix.raw() || body.indexOf('\\') < 0
            ? Optional.of(body)
            : unescape(body, prefix.octets());
    return doubled ? text.map(t -> t.replace("{{", "{").replace("}}", "}")) : text;
  }

  private static Optional<String> unescape(String body, boolean octets) {
    StringBuilder out = new StringBuilder(body.length());
    int i = 0;
    while (i < body.length()) {
      char c = body.charAt(i++);
      if (c != '\\' || i == body.length()) {
        out.append(c);
        continue;
      }
      char kind = body.charAt(i++);
      switch (kind) {
        case '\n' -> {}
        case '\\', '\'', '"' -> out.append(kind);
        case 'a' -> out.append('\007');
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'v' -> out.append('\013');
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          int from = i - 1;
          while (i < body.length()
              && i - from < 3
              && body.charAt(i) >= '0'
              && body.charAt(i) <= '7') {
            i++;
          }
          int value = Integer.parseInt(body.substring(from, i), 8);
          out.append((char) (octets ? value & 0xFF : value));
        }
        case 'x' -> {
          out.append((char) Integer.parseInt(body.substring(i, i + 2), 16));
          i += 2;
        }
        case 'u', 'U', 'N' -> {
          if (octets) {
            out.append('\\').append(kind);
          } else if (kind == 'N') {
            int close = body.indexOf('}', i);
            if (close < 0) {
              return Optional.empty();
            }
            try {
              out.appendCodePoint(Character.codePointOf(body.substring(i + 1, close)));
            } catch (IllegalArgumentException e) {
              return Optional.empty();
            }
            i = close + 1;
          } else {
            int width = kind == 'u' ? 4 : 8;
            out.appendCodePoint(Integer.parseInt(body.substring(i, i + width), 16));
            i += width;
          }
        }
        default -> out.append('\\').append(kind);
      }
    }
    return Optional.of(out.toString());
  }

  /// The value of a number as it is written.
  static Value number(String literal) {
    String digits = literal.replace("_", "").toLowerCase(java.util.Locale.ROOT);
    int radix =
        switch (digits.length() > 1 ? digits.substring(0, 2) : "") {
          case "0x" -> 16;
          case "0o" -> 8;
          case "0b" -> 2;
          default -> 10;
        };
    try {
      return new Value.Whole(new BigInteger(radix == 10 ? digits : digits.substring(2), radix));
    } catch (NumberFormatException e) {
      return new Value.Real(literal);
    }
  }
}
