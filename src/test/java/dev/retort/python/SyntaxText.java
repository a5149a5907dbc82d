package dev.retort.python;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A syntax tree as text, for comparison with what `referee.py` writes.
final class SyntaxText {
  private static final Map<Class<?>, RecordComponent[]> COMPONENTS = new ConcurrentHashMap<>();

  private final StringBuilder out = new StringBuilder();
  private int quiet;

  /// Whether the text cannot be compared: Python's `ast` keeps no trace of how the tree was
  /// written.
  private boolean incomparable;

  private SyntaxText() {}

  /// @return empty where the text cannot be compared
  static Optional<String> of(List<Statement> body) {
    SyntaxText text = new SyntaxText();
    text.any(body);
    return text.incomparable ? Optional.empty() : Optional.of(text.out.toString());
  }

  private void any(Object value) {
    switch (value) {
      case Optional<?> optional -> optional.ifPresentOrElse(this::any, () -> out.append('~'));
      case List<?> list -> {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
          out.append(i == 0 ? "" : " ");
          any(list.get(i));
        }
        out.append(']');
      }
      case String text -> quoted(text);
      case Parameter.Kind kind -> quoted(kind.name());
      case Boolean flag -> out.append(flag);
      case Value constant -> constant(constant);
      case Record node -> node(node);
      default -> throw new IllegalStateException(value.toString());
    }
  }

  private void node(Record node) {
    out.append('(').append(node.getClass().getSimpleName());
    place(node);
    boolean joined = node instanceof Expression.JoinedStr;
    quiet += joined ? 1 : 0;
    components(node);
    quiet -= joined ? 1 : 0;
    if (out.charAt(out.length() - 1) != ']' && node instanceof Statement) {
      switch (node) {
        case Statement.Pass _, Statement.Break _, Statement.Continue _ -> out.append(' ');
        default -> {}
      }
    }
    out.append(')');
  }

  private void components(Record node) {
    for (RecordComponent component :
        COMPONENTS.computeIfAbsent(node.getClass(), Class::getRecordComponents)) {
      switch (component.getName()) {
        case "start", "end", "definition", "written" -> {}
        case "itself" -> incomparable |= ((Expression.FormattedValue) node).itself();
        // Python has no node for it.
        case "signature" -> components(((Statement.FunctionDef) node).signature());
        default -> {
          out.append(' ');
          try {
            any(component.getAccessor().invoke(node));
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    }
  }

  private void place(Record node) {
    int start =
        switch (node) {
          case Statement.FunctionDef function -> function.definition();
          case Statement.ClassDef type -> type.definition();
          case Expression expression -> expression.start();
          case Statement statement -> statement.start();
          default -> -1;
        };
    if (start >= 0 && quiet == 0) {
      out.append('@').append(start).append(':').append(((Syntax) node).end());
    }
  }

  private void constant(Value value) {
    switch (value) {
      case Value.None _ -> out.append("None");
      case Value.Truth truth -> out.append(truth.value() ? "True" : "False");
      case Value.Ellipsis _ -> out.append("Ellipsis");
      case Value.Whole whole -> out.append(whole.value());
      case Value.Text text -> quoted(text.value());
      case Value.Octets octets -> {
        out.append('b');
        quoted(octets.latin1());
      }
      case Value.Real real -> {
        String digits = real.literal().replace("_", "");
        boolean imaginary = digits.endsWith("j") || digits.endsWith("J");
        double number =
            Double.parseDouble(imaginary ? digits.substring(0, digits.length() - 1) : digits);
        out.append(imaginary ? "j" : "")
            .append("%016x".formatted(Double.doubleToRawLongBits(number)));
      }
      case Value.Unknown _ -> incomparable = true;
      default -> throw new IllegalStateException(value.toString());
    }
  }

  private void quoted(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '\b' -> out.append("\\b");
        default -> {
          if (c < ' ' || c > '~') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
