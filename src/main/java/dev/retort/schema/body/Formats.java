package dev.retort.schema.body;

import java.util.List;
import java.util.Optional;

/// Python's ways to put values into a text: `%`, `.format` and the fields of an f-string. What is
/// not known leaves a hole.
final class Formats {
  private static final String HOLE = String.valueOf(Sym.HOLE);
  private static final String LENGTHS = "hlL";

  private Formats() {}

  /// A field of an f-string, or of `.format`.
  ///
  /// @param conversion `s`, `r` or `a`; empty where there is none
  /// @param spec what stands behind the colon, with its own fields put in
  static String field(Sym value, String conversion, String spec) {
    if (spec.isEmpty()) {
      return converted(value, conversion);
    }
    Sym converted = conversion.isEmpty() ? value : Sym.text(converted(value, conversion));
    return spec.indexOf(Sym.HOLE) >= 0
        ? HOLE
        : FormatSpec.of(spec).flatMap(each -> each.apply(converted)).orElse(HOLE);
  }

  private static String converted(Sym value, String conversion) {
    return switch (conversion) {
      case "", "s" -> Texts.str(value);
      case "r" -> Texts.repr(value);
      case "a" -> {
        String text = Texts.repr(value);
        yield text.chars().allMatch(c -> c < 128) ? text : HOLE;
      }
      default -> HOLE;
    };
  }

  /// `text % values`.
  static Sym percent(Sym.Text format, Sym values) {
    List<Sym> given =
        values instanceof Sym.Seq seq && seq.kind == Sym.Seq.Kind.TUPLE
            ? seq.items
            : List.of(values);
    Growth.Text out = new Growth.Text();
    String text = format.value();
    int next = 0;
    int i = 0;
    while (i < text.length() && !out.isOver()) {
      char c = text.charAt(i++);
      if (c != '%' || i == text.length()) {
        out.append(c);
        continue;
      }
      if (text.charAt(i) == '%') {
        out.append('%');
        i++;
        continue;
      }
      Optional<Sym> value = Optional.empty();
      if (text.charAt(i) == '(') {
        int close = text.indexOf(')', i);
        if (close < 0) {
          return Sym.text(out + HOLE);
        }
        value = Optional.of(Operators.item(values, Sym.text(text.substring(i + 1, close)), 1));
        i = close + 1;
      } else if (next < given.size()) {
        value = Optional.of(given.get(next++));
      }
      int start = i;
      while (i < text.length() && "#0- +.123456789*".indexOf(text.charAt(i)) >= 0) {
        i++;
      }
      String directive = text.substring(start, i);
      if (directive.indexOf('*') >= 0) {
        // The width is an argument of its own: nothing behind it is where it seems to be.
        return Sym.text(out + HOLE);
      }
      while (i < text.length() && LENGTHS.indexOf(text.charAt(i)) >= 0) {
        i++;
      }
      char letter = i < text.length() ? text.charAt(i++) : 0;
      out.append(value.map(each -> put(each, directive, letter)).orElse(HOLE));
    }
    return Sym.text(out.toString());
  }

  private static String put(Sym value, String directive, char letter) {
    return switch (letter) {
      case 's', 'r', 'a' -> {
        String text = converted(value, String.valueOf(letter));
        yield directive.isEmpty() ? text : put(directive, 's', Sym.text(text));
      }
      case 'd', 'i', 'u', 'x', 'X', 'o', 'f', 'F' ->
          value instanceof Sym.Num || value instanceof Sym.Bool
              ? put(directive, letter, value)
              : HOLE;
      default -> HOLE;
    };
  }

  private static String put(String directive, char letter, Sym value) {
    return FormatSpec.directive(directive, letter).flatMap(each -> each.apply(value)).orElse(HOLE);
  }

  /// `text.format(…)`.
  static Sym format(Sym.Text format, Arguments given) {
    return Sym.text(new Template(given).fill(format.value(), 0));
  }

  /// One call of `.format`, which counts the fields that name no argument.
  private static final class Template {
    private static final int DEEPEST = 2;

    private final Arguments given;
    private int next;

    Template(Arguments given) {
      this.given = given;
    }

    String fill(String text, int depth) {
      Growth.Text out = new Growth.Text();
      for (int i = 0; i < text.length() && !out.isOver(); i++) {
        char c = text.charAt(i);
        boolean doubled = depth == 0 && i + 1 < text.length() && text.charAt(i + 1) == c;
        if ((c == '{' || c == '}') && doubled) {
          out.append(c);
          i++;
        } else if (c == '{') {
          int close = close(text, i);
          if (close < 0 || depth == DEEPEST) {
            return out + HOLE;
          }
          out.append(field(text.substring(i + 1, close), depth));
          i = close;
        } else {
          out.append(c);
        }
      }
      return out.toString();
    }

    private static int close(String text, int open) {
      int depth = 0;
      for (int i = open; i < text.length(); i++) {
        depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
        if (depth == 0) {
          return i;
        }
      }
      return -1;
    }

    private String field(String field, int depth) {
      int colon = field.indexOf(':');
      String head = colon < 0 ? field : field.substring(0, colon);
      int mark = head.indexOf('!');
      // The field's own argument is counted before those of its specification.
      Optional<Sym> value = value(mark < 0 ? head : head.substring(0, mark));
      String spec = colon < 0 ? "" : fill(field.substring(colon + 1), depth + 1);
      String conversion = mark < 0 ? "" : head.substring(mark + 1);
      return value.map(each -> Formats.field(each, conversion, spec)).orElse(HOLE);
    }

    private Optional<Sym> value(String path) {
      int bracket = path.indexOf('[');
      String name = bracket < 0 ? path : path.substring(0, bracket);
      Optional<Sym> value =
          name.isEmpty()
              ? at(next++)
              : isIndex(name)
                  ? at(Integer.parseInt(name))
                  : Optional.ofNullable(given.keywords().get(name));
      if (bracket < 0) {
        return value;
      }
      String key = path.substring(bracket + 1, path.length() - 1);
      return path.endsWith("]") && key.indexOf(']') < 0
          ? value.map(each ->
              Operators.item(
                  each, isIndex(key) ? Sym.num(Integer.parseInt(key)) : Sym.text(key), 1))
          : Optional.empty();
    }

    private static boolean isIndex(String name) {
      return !name.isEmpty()
          && name.length() < 4
          && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private Optional<Sym> at(int index) {
      return index < given.positional().size()
          ? Optional.of(given.positional().get(index))
          : Optional.empty();
    }
  }
}
