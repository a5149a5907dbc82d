package dev.retort.schema.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Texts put together from known parts; what is not known leaves a hole.
final class Texts {
  private static final String HOLE = String.valueOf(Sym.HOLE);

  private Texts() {}

  /// What Python's `str` makes of a value.
  static String str(Sym value) {
    return switch (value) {
      case Sym.Text text -> text.value();
      case Sym.Num num -> num.value().toString();
      case Sym.Real real -> real.literal();
      case Sym.Bool bool -> bool.value() ? "True" : "False";
      case Sym.Nothing _ -> "None";
      case Sym.Member member -> member.value() instanceof Sym.Text ? str(member.value()) : HOLE;
      case Sym.Seq seq when seq.whole && seq.isPlain() -> repr(seq);
      case Sym.Made made when made.last().equals("text") && !made.arguments().isEmpty() ->
          str(made.arguments().getFirst());
      case Sym.Made made when made.last().equals("Path") -> Paths.text(made).orElse(HOLE);
      default -> HOLE;
    };
  }

  static String repr(Sym value) {
    return switch (value) {
      case Sym.Text text ->
          text.value().indexOf('\'') < 0 ? "'" + text.value() + "'" : "\"" + text.value() + "\"";
      case Sym.Seq seq ->
          "[" + String.join(", ", seq.items.stream().map(Texts::repr).toList()) + "]";
      default -> str(value);
    };
  }

  /// `text % values`.
  static Sym percent(Sym.Text format, Sym values) {
    List<Sym> given = values instanceof Sym.Seq seq ? seq.items : List.of(values);
    StringBuilder out = new StringBuilder();
    String text = format.value();
    int next = 0;
    int i = 0;
    while (i < text.length()) {
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
      while (i < text.length() && "#0- +.123456789".indexOf(text.charAt(i)) >= 0) {
        i++;
      }
      char kind = i < text.length() ? text.charAt(i) : 's';
      i++;
      out.append(
          kind == 'r' ? value.map(Texts::repr).orElse(HOLE) : value.map(Texts::str).orElse(HOLE));
    }
    return Sym.text(out.toString());
  }

  /// `text.format(…)`.
  static Sym format(Sym.Text format, Arguments given) {
    StringBuilder out = new StringBuilder();
    String text = format.value();
    int next = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        out.append(c);
        i++;
      } else if (c == '{') {
        int close = text.indexOf('}', i);
        if (close < 0) {
          return Sym.text(out + HOLE);
        }
        String field = text.substring(i + 1, close);
        i = close;
        String name = field.split("[!:]", 2)[0];
        boolean plain = field.equals(name) || field.endsWith("!s");
        Optional<Sym> value;
        if (name.isEmpty()) {
          value = at(given.positional(), next++);
        } else if (name.chars().allMatch(Character::isDigit) && name.length() < 4) {
          value = at(given.positional(), Integer.parseInt(name));
        } else {
          value = Optional.ofNullable(given.keywords().get(name));
        }
        out.append(plain ? value.map(Texts::str).orElse(HOLE) : HOLE);
      } else {
        out.append(c);
      }
    }
    return Sym.text(out.toString());
  }

  private static Optional<Sym> at(List<Sym> values, int index) {
    return index < values.size() ? Optional.of(values.get(index)) : Optional.empty();
  }

  /// Whether a text may begin like this only where it is not known.
  private static boolean isOpen(String value, String prefix) {
    return prefix.startsWith(value.substring(0, value.indexOf(Sym.HOLE)))
        && !value.startsWith(prefix);
  }

  private static String title(String value) {
    StringBuilder title = new StringBuilder();
    boolean within = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      title.append(within ? Character.toLowerCase(c) : Character.toUpperCase(c));
      within = Character.isLetter(c);
    }
    return title.toString();
  }

  /// A method of a text.
  static Optional<Sym> method(Sym.Text text, String name, Arguments given) {
    String value = text.value();
    return switch (name) {
      case "format" -> Optional.of(format(text, given));
      case "join" -> Optional.of(join(value, given));
      case "strip" -> Optional.of(Sym.text(strip(value, given, true, true)));
      case "lstrip" -> Optional.of(Sym.text(strip(value, given, true, false)));
      case "rstrip" -> Optional.of(Sym.text(strip(value, given, false, true)));
      case "lower" -> Optional.of(Sym.text(value.toLowerCase(Locale.ROOT)));
      case "upper" -> Optional.of(Sym.text(value.toUpperCase(Locale.ROOT)));
      case "title" -> text.isWhole() ? Optional.of(Sym.text(title(value))) : Optional.empty();
      case "capitalize" -> Optional.empty();
      case "encode", "decode" -> Optional.of(text);
      case "replace" ->
          given
              .text(0, "old")
              .flatMap(old ->
                  given.get(1, "new").map(fresh -> Sym.text(value.replace(old, str(fresh)))));
      case "split" -> split(text, given);
      case "splitlines" ->
          text.isWhole()
              ? Optional.of(Sym.list(value.lines().map(Sym::text).toList()))
              : Optional.empty();
      case "startswith" ->
          given
              .text(0, "prefix")
              .filter(prefix -> text.isWhole() || !isOpen(value, prefix))
              .map(prefix -> new Sym.Bool(value.startsWith(prefix)));
      case "endswith" ->
          given
              .text(0, "suffix")
              .filter(suffix -> text.isWhole())
              .map(suffix -> new Sym.Bool(value.endsWith(suffix)));
      case "removeprefix" ->
          given
              .text(0, "prefix")
              .map(part ->
                  Sym.text(value.startsWith(part) ? value.substring(part.length()) : value));
      case "removesuffix" ->
          given
              .text(0, "suffix")
              .map(part ->
                  Sym.text(
                      value.endsWith(part)
                          ? value.substring(0, value.length() - part.length())
                          : value));
      default -> Optional.empty();
    };
  }

  private static Sym join(String separator, Arguments given) {
    Optional<List<Sym>> parts = given.get(0, "iterable").flatMap(Sym::elements);
    return Sym.text(
        parts
            .map(each -> String.join(separator, each.stream().map(Texts::str).toList()))
            .orElse(HOLE));
  }

  private static Optional<Sym> split(Sym.Text text, Arguments given) {
    if (!text.isWhole()) {
      return Optional.empty();
    }
    Optional<String> separator = given.text(0, "sep");
    if (given.get(1, "maxsplit").isPresent()
        || (separator.isEmpty() && !given.positional().isEmpty())) {
      return Optional.empty();
    }
    List<Sym> parts = new ArrayList<>();
    if (separator.isEmpty()) {
      for (String part : text.value().strip().split("\\s+", -1)) {
        if (!part.isEmpty()) {
          parts.add(Sym.text(part));
        }
      }
    } else {
      for (String part : text.value().split(java.util.regex.Pattern.quote(separator.get()), -1)) {
        parts.add(Sym.text(part));
      }
    }
    return Optional.of(Sym.list(parts));
  }

  private static String strip(String value, Arguments given, boolean left, boolean right) {
    String set = given.text(0, "chars").orElse(" \t\n\r\f\u000B");
    int from = 0;
    int to = value.length();
    while (left && from < to && set.indexOf(value.charAt(from)) >= 0) {
      from++;
    }
    while (right && to > from && set.indexOf(value.charAt(to - 1)) >= 0) {
      to--;
    }
    return value.substring(from, to);
  }

  /// `textwrap.dedent`.
  static Sym dedent(Sym.Text text) {
    int least = Integer.MAX_VALUE;
    List<String> lines = text.value().lines().toList();
    for (String line : lines) {
      if (!line.isBlank()) {
        int indent = 0;
        while (indent < line.length()
            && (line.charAt(indent) == ' ' || line.charAt(indent) == '\t')) {
          indent++;
        }
        least = Math.min(least, indent);
      }
    }
    int cut = least == Integer.MAX_VALUE ? 0 : least;
    return Sym.text(
        String.join(
            "\n", lines.stream().map(line -> line.isBlank() ? "" : line.substring(cut)).toList()));
  }
}
