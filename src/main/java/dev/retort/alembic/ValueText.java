package dev.retort.alembic;

import dev.retort.python.Value;
import java.util.List;
import java.util.stream.Collectors;

/// A written form of values that Alembic takes for ids although they are not text: JSON, with
/// Python's own writing as `{"repr": …}` for what JSON lacks.
final class ValueText {
  private ValueText() {}

  static String of(Value value) {
    return switch (value) {
      case Value.None _ -> "null";
      case Value.Truth truth -> String.valueOf(truth.value());
      case Value.Whole whole -> whole.value().toString();
      case Value.Real real -> real.literal();
      case Value.Text text -> quoted(text.value());
      case Value.Octets octets -> "{\"repr\": " + quoted("b'" + octets.latin1() + "'") + "}";
      case Value.Items items ->
          items.elements().stream().map(ValueText::of).collect(Collectors.joining(", ", "[", "]"));
      case Value.Ellipsis _ -> "{\"repr\": \"Ellipsis\"}";
      case Value.Opaque opaque -> "{\"repr\": " + quoted("<" + opaque.type() + ">") + "}";
      case Value.Namespace namespace -> "{\"repr\": " + quoted("<" + namespace.type() + ">") + "}";
      case Value.Unknown _ -> "{\"repr\": \"?\"}";
    };
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /// What Python's iteration makes of a value: nothing of `None`, one entry of text and of what
  /// does not iterate.
  static List<Value> entries(Value value) {
    return switch (value) {
      case Value.None _ -> List.of();
      case Value.Items items -> items.elements();
      case Value.Octets octets ->
          octets
              .latin1()
              .chars()
              .<Value>mapToObj(c -> new Value.Whole(java.math.BigInteger.valueOf(c)))
              .toList();
      case Value other -> List.of(other);
    };
  }
}
