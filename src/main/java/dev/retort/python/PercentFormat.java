package dev.retort.python;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// `'…' % value` for the plain conversions `%s`, `%d` and `%%`.
final class PercentFormat {
  private static final int LONGEST = 100_000;

  private PercentFormat() {}

  /// The result; empty where it is not followed, or Python would raise.
  static Optional<String> apply(String format, Value argument) {
    List<Value> arguments =
        argument instanceof Value.Items items && items.shape() == Value.Shape.TUPLE
            ? items.elements()
            : List.of(argument);
    Iterator<Value> left = arguments.iterator();
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c != '%') {
        out.append(c);
        continue;
      }
      char kind = at < format.length() ? format.charAt(at++) : 0;
      if (kind == '%') {
        out.append('%');
        continue;
      }
      if (!left.hasNext()) {
        return Optional.empty();
      }
      Value next = left.next();
      if (kind == 's' && next instanceof Value.Text text) {
        out.append(text.value());
      } else if ((kind == 's' || kind == 'd') && next instanceof Value.Whole whole) {
        out.append(whole.value());
      } else {
        return Optional.empty();
      }
      if (out.length() > LONGEST) {
        return Optional.empty();
      }
    }
    return left.hasNext() ? Optional.empty() : Optional.of(out.toString());
  }
}
