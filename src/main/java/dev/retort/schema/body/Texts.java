package dev.retort.schema.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Texts put together from known parts; what is not known leaves a hole.
final class Texts {
  private static final String HOLE = String.valueOf(Sym.HOLE);

  private Texts() {}

  /// What Python's `str` makes of a value.
  static String str(Sym value) {
    return switch (value) {
      case Sym.Text text -> text.value();
      case Sym.Num num -> num.value().toString();
      case Sym.Real real -> Floats.repr(real).orElse(HOLE);
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

  /// What Python's `repr` makes of a value.
  static String repr(Sym value) {
    return switch (value) {
      case Sym.Text text -> quoted(text);
      case Sym.Seq seq -> repr(seq);
      case Sym.Num _, Sym.Real _, Sym.Bool _, Sym.Nothing _ -> str(value);
      default -> HOLE;
    };
  }

  private static String repr(Sym.Seq seq) {
    String items = joined(", ", seq.items, Texts::repr);
    return switch (seq.kind) {
      case LIST -> "[" + items + "]";
      case TUPLE -> "(" + items + (seq.items.size() == 1 ? ",)" : ")");
      // In which order more of them stand is not said anywhere.
      case SET -> seq.items.size() == 1 ? "{" + items + "}" : HOLE;
      case OTHER, ITERATOR -> HOLE;
    };
  }

  private static String quoted(Sym.Text text) {
    String value = text.value();
    char quote = value.indexOf('\'') >= 0 && value.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder out = new StringBuilder().append(quote);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\\' -> out.append("\\\\");
        default -> {
          if (c == quote) {
            out.append('\\');
          }
          // What is printable is decided by Python's tables of Unicode.
          out.append((c >= ' ' && c <= '~') || Character.isLetter(c) ? c : Sym.HOLE);
        }
      }
    }
    return out.append(quote).toString();
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
      case "format" -> Optional.of(Formats.format(text, given));
      case "join" -> Optional.of(join(value, given));
      case "zfill" -> zeros(text, given);
      case "ljust" -> justified(text, given, '<');
      case "rjust" -> justified(text, given, '>');
      case "strip" -> Optional.of(Sym.text(strip(value, given, true, true)));
      case "lstrip" -> Optional.of(Sym.text(strip(value, given, true, false)));
      case "rstrip" -> Optional.of(Sym.text(strip(value, given, false, true)));
      case "lower" -> Optional.of(Sym.text(value.toLowerCase(Locale.ROOT)));
      case "upper" -> Optional.of(Sym.text(value.toUpperCase(Locale.ROOT)));
      case "title" -> text.isWhole() ? Optional.of(Sym.text(title(value))) : Optional.empty();
      case "capitalize" -> Optional.empty();
      case "encode" -> encoded(text, given);
      case "decode" -> Optional.of(text);
      case "replace" ->
          given
              .text(0, "old")
              .flatMap(old ->
                  given.get(1, "new").map(fresh -> Sym.text(replaced(value, old, str(fresh)))));
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

  /// Bytes are held like texts: what an encoding leaves out of a text, or puts in its place.
  private static Optional<Sym> encoded(Sym.Text text, Arguments given) {
    String encoding = given.text(0, "encoding").orElse("utf-8").toLowerCase(Locale.ROOT);
    String value = text.value();
    boolean plain = value.codePoints().allMatch(c -> c < 128 || c == Sym.HOLE);
    if (plain || encoding.replace("-", "").replace("_", "").equals("utf8")) {
      return Optional.of(text);
    }
    boolean ascii = (encoding.equals("ascii") || encoding.equals("us-ascii")) && text.isWhole();
    Optional<String> instead =
        switch (given.text(1, "errors").orElse("strict")) {
          case "ignore" -> Optional.of("");
          case "replace" -> Optional.of("?");
          default -> Optional.empty();
        };
    return instead
        .filter(_ -> ascii)
        .map(each -> Sym.text(value.replaceAll("[^\\x00-\\x7F]", each)));
  }

  private static Optional<Sym> zeros(Sym.Text text, Arguments given) {
    String value = text.value();
    boolean signed = value.startsWith("-") || value.startsWith("+");
    return width(given)
        .filter(width -> text.isWhole() && !signed)
        .map(width -> Sym.text("0".repeat(Math.max(0, width - length(value))) + value));
  }

  private static Optional<Sym> justified(Sym.Text text, Arguments given, char align) {
    String fill = given.text(1, "").orElse(given.positional().size() > 1 ? "" : " ");
    return width(given)
        .filter(_ -> text.isWhole() && length(fill) == 1)
        .map(width -> {
          String padding = fill.repeat(Math.max(0, width - length(text.value())));
          return Sym.text(align == '<' ? text.value() + padding : padding + text.value());
        });
  }

  private static Optional<Integer> width(Arguments given) {
    return given
        .get(0, "")
        .filter(width -> width instanceof Sym.Num num && num.value().bitLength() < 10)
        .map(width -> ((Sym.Num) width).value().intValue());
  }

  private static int length(String value) {
    return value.codePointCount(0, value.length());
  }

  private static Sym join(String separator, Arguments given) {
    Optional<List<Sym>> parts = given.get(0, "iterable").flatMap(Sym::elements);
    return Sym.text(parts.map(each -> joined(separator, each, Texts::str)).orElse(HOLE));
  }

  private static String joined(String separator, List<Sym> parts, Function<Sym, String> written) {
    Growth.Text out = new Growth.Text();
    for (int i = 0; i < parts.size() && !out.isOver(); i++) {
      out.append(i == 0 ? "" : separator).append(written.apply(parts.get(i)));
    }
    return out.toString();
  }

  private static String replaced(String value, String old, String fresh) {
    Growth.Text out = new Growth.Text();
    int from = 0;
    int at = value.indexOf(old);
    while (at >= 0 && !out.isOver()) {
      out.append(value.substring(from, at)).append(fresh);
      from = at + old.length();
      at = at < value.length() ? value.indexOf(old, Math.max(from, at + 1)) : -1;
    }
    return out.append(value.substring(from)).toString();
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
