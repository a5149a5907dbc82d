package dev.retort.schema.body;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A format specification of Python,
/// `[[fill]align][sign][#][0][width][grouping][.precision][type]`, or what stands behind a `%`,
/// which says the same with other words. What Python refuses, and what its versions or the locale
/// decide, is not known.
///
/// @param fill a code point
/// @param align one of `<>=^`, or 0
/// @param sign one of `+ -`
/// @param alternate whether bases other than ten are told by `0x` and the like
/// @param width in code points
/// @param grouping what stands between groups of digits, or 0
/// @param precision digits behind the point, or the most code points of a text
/// @param type the letter, or 0
record FormatSpec(
    int fill,
    char align,
    char sign,
    boolean alternate,
    int width,
    char grouping,
    Optional<Integer> precision,
    char type) {
  private static final Pattern SPEC =
      Pattern.compile(
          "(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?([1-9]\\d{0,2})?([,_])?(?:\\.(\\d{1,3}))?([A-Za-z%])?",
          Pattern.DOTALL);
  private static final Pattern DIRECTIVE =
      Pattern.compile("([-#0 +]*)([1-9]\\d{0,2})?(?:\\.(\\d{0,3}))?");
  private static final int MOST_BITS_OF_A_DOUBLE = 53;

  /// The specification behind a colon; empty where it is none of Python's.
  static Optional<FormatSpec> of(String text) {
    Matcher spec = SPEC.matcher(text);
    if (!spec.matches()) {
      return Optional.empty();
    }
    boolean zero = spec.group(5) != null;
    int fill = spec.group(1) != null ? spec.group(1).codePointAt(0) : zero ? '0' : ' ';
    char align = spec.group(2) != null ? spec.group(2).charAt(0) : zero ? '=' : 0;
    return Optional.of(
        new FormatSpec(
            fill,
            align,
            first(spec.group(3)),
            spec.group(4) != null,
            number(spec.group(6)).orElse(0),
            first(spec.group(7)),
            number(spec.group(8)),
            first(spec.group(9))));
  }

  /// What stands between a `%` and its letter; empty where it is none of Python's, or takes its
  /// width from an argument.
  static Optional<FormatSpec> directive(String text, char letter) {
    Matcher directive = DIRECTIVE.matcher(text);
    if (!directive.matches()) {
      return Optional.empty();
    }
    String flags = directive.group(1);
    boolean isText = letter == 's';
    boolean left = flags.indexOf('-') >= 0;
    boolean zero = !left && !isText && flags.indexOf('0') >= 0;
    char sign = flags.indexOf('+') >= 0 ? '+' : flags.indexOf(' ') >= 0 ? ' ' : 0;
    return Optional.of(
        new FormatSpec(
            zero ? '0' : ' ',
            left ? '<' : zero ? '=' : '>',
            isText ? 0 : sign,
            !isText && flags.indexOf('#') >= 0,
            number(directive.group(2)).orElse(0),
            (char) 0,
            directive.group(3) == null
                ? Optional.empty()
                : Optional.of(number(directive.group(3)).orElse(0)),
            letter == 'i' || letter == 'u' ? 'd' : letter));
  }

  private static char first(String group) {
    return group == null ? 0 : group.charAt(0);
  }

  private static Optional<Integer> number(String digits) {
    return digits == null || digits.isEmpty()
        ? Optional.empty()
        : Optional.of(Integer.parseInt(digits));
  }

  /// What Python's `format` makes of a value, where that is known.
  Optional<String> apply(Sym value) {
    return switch (value) {
      case Sym.Num num -> number(num.value());
      case Sym.Bool bool -> number(bool.value() ? BigInteger.ONE : BigInteger.ZERO);
      case Sym.Text text when text.isWhole() -> text(text.value());
      default -> Optional.empty();
    };
  }

  private Optional<String> text(String value) {
    // A zero before the width is an alignment of numbers, which texts take since Python 3.10.
    boolean numeric = align == '=' || sign != 0 || alternate || grouping != 0;
    if (numeric || (type != 0 && type != 's')) {
      return Optional.empty();
    }
    int length = value.codePointCount(0, value.length());
    int kept = Math.min(length, precision.orElse(length));
    return Optional.of(padded("", value.substring(0, value.offsetByCodePoints(0, kept)), '<'));
  }

  private Optional<String> number(BigInteger value) {
    Optional<String> digits = digits(value.abs());
    if (digits.isEmpty() || (grouping != 0 && padsWithZeros(digits.get()))) {
      return Optional.empty();
    }
    String prefix = value.signum() < 0 ? "-" : sign == '+' || sign == ' ' ? "" + sign : "";
    return Optional.of(padded(prefix + base(), digits.get(), '>'));
  }

  /// Python puts separators between the zeros too.
  private boolean padsWithZeros(String digits) {
    return align == '=' && digits.length() < width;
  }

  private String base() {
    return alternate && "boxX".indexOf(type) >= 0 && type != 0 ? "0" + type : "";
  }

  private Optional<String> digits(BigInteger value) {
    if (type == 'f' || type == 'F') {
      int places = precision.orElse(6);
      return value.bitLength() > MOST_BITS_OF_A_DOUBLE || alternate
          ? Optional.empty()
          : Optional.of(
              grouped(value.toString(), 3) + (places > 0 ? "." + "0".repeat(places) : ""));
    }
    if (precision.isPresent()) {
      return Optional.empty();
    }
    return switch (type) {
      case 0, 'd' -> Optional.of(grouped(value.toString(), 3));
      case 'b' -> based(value, 2);
      case 'o' -> based(value, 8);
      case 'x' -> based(value, 16);
      case 'X' -> based(value, 16).map(digits -> digits.toUpperCase(java.util.Locale.ROOT));
      default -> Optional.empty();
    };
  }

  private Optional<String> based(BigInteger value, int radix) {
    return grouping == ',' ? Optional.empty() : Optional.of(grouped(value.toString(radix), 4));
  }

  private String grouped(String digits, int size) {
    if (grouping == 0) {
      return digits;
    }
    StringBuilder grouped = new StringBuilder(digits);
    for (int i = digits.length() - size; i > 0; i -= size) {
      grouped.insert(i, grouping);
    }
    return grouped.toString();
  }

  private String padded(String prefix, String body, char byDefault) {
    String whole = prefix + body;
    int missing = Math.max(0, width - whole.codePointCount(0, whole.length()));
    String padding = Character.toString(fill);
    return switch (align == 0 ? byDefault : align) {
      case '<' -> whole + padding.repeat(missing);
      case '=' -> prefix + padding.repeat(missing) + body;
      case '^' -> padding.repeat(missing / 2) + whole + padding.repeat(missing - missing / 2);
      default -> padding.repeat(missing) + whole;
    };
  }
}
