package dev.retort.schema.body;

import dev.retort.schema.Dialect;
import dev.retort.schema.Gap;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Python's operators on what is known.
final class Operators {
  private Operators() {}

  static Sym bool(Truth truth, int line) {
    return switch (truth) {
      case YES -> Sym.Bool.TRUE;
      case NO -> Sym.Bool.FALSE;
      case UNKNOWN -> new Sym.Unknown(line, Gap.OfValue.CONDITION);
    };
  }

  static Sym binary(Sym left, String operator, Sym right, int line) {
    if (operator.equals("+")) {
      return plus(left, right, line);
    }
    return switch (left) {
      case Sym.Text text when operator.equals("%") -> Formats.percent(text, right);
      case Sym.Text text
          when operator.equals("*")
              && right instanceof Sym.Num count
              && count.value().bitLength() < 10 ->
          repeated(text.value(), Math.max(0, count.value().intValue()));
      case Sym.Num a when right instanceof Sym.Num b ->
          number(a.value(), operator, b.value(), line);
      case Sym.Seq a when right instanceof Sym.Seq b ->
          switch (operator) {
            case "-" -> minus(a, b, line);
            case "&" -> and(a, b, line);
            case "|" -> plus(a, b, line);
            default -> new Sym.Unknown(line, Gap.OfValue.CALCULATED);
          };
      case Sym.Made path when operator.equals("/") && path.last().equals("Path") ->
          Paths.join(path, right);
      default -> new Sym.Unknown(line, Gap.OfValue.CALCULATED);
    };
  }

  private static Sym repeated(String text, int times) {
    Growth.Text out = new Growth.Text();
    for (int i = 0; i < times && !out.isOver(); i++) {
      out.append(text);
    }
    return Sym.text(out.toString());
  }

  private static Sym bounded(BigInteger number, int line) {
    return number.bitLength() > Growth.MOST_BITS
        ? new Sym.Unknown(line, Gap.OfValue.TOO_LARGE)
        : new Sym.Num(number);
  }

  private static Sym plus(Sym left, Sym right, int line) {
    if (left instanceof Sym.Text a && right instanceof Sym.Text b) {
      return Sym.text(new Growth.Text().append(a.value()).append(b.value()).toString());
    }
    if (left instanceof Sym.Text a && right instanceof Sym.Unknown) {
      return Sym.text(a.value() + Sym.HOLE);
    }
    if (right instanceof Sym.Text b && left instanceof Sym.Unknown) {
      return Sym.text(Sym.HOLE + b.value());
    }
    if (left instanceof Sym.Num a && right instanceof Sym.Num b) {
      return bounded(a.value().add(b.value()), line);
    }
    if (left instanceof Sym.Seq a && right instanceof Sym.Seq b) {
      if (a.items.size() + b.items.size() > Growth.MOST_ELEMENTS) {
        return new Sym.Unknown(line, Gap.OfValue.TOO_LARGE);
      }
      List<Sym> both = new ArrayList<>(a.items);
      both.addAll(b.items);
      return new Sym.Seq(a.kind, both, a.whole && b.whole);
    }
    return new Sym.Unknown(line, Gap.OfValue.ADDED_TO_UNKNOWN);
  }

  private static Sym number(BigInteger a, String operator, BigInteger b, int line) {
    boolean divides = b.signum() > 0 && a.signum() >= 0;
    return switch (operator) {
      case "-" -> bounded(a.subtract(b), line);
      case "*" -> bounded(a.multiply(b), line);
      case "//" ->
          divides ? new Sym.Num(a.divide(b)) : new Sym.Unknown(line, Gap.OfValue.CALCULATED);
      case "%" -> divides ? new Sym.Num(a.mod(b)) : new Sym.Unknown(line, Gap.OfValue.CALCULATED);
      default -> new Sym.Unknown(line, Gap.OfValue.CALCULATED);
    };
  }

  private static Sym minus(Sym.Seq a, Sym.Seq b, int line) {
    Sym.Seq left = new Sym.Seq(a.kind, List.of(), a.whole);
    for (Sym each : a.items) {
      Truth in = in(each, b);
      if (in == Truth.NO) {
        left.items.add(each);
      } else if (in == Truth.UNKNOWN) {
        return new Sym.Unknown(line, Gap.OfValue.DIFFERENCE);
      }
    }
    return left;
  }

  private static Sym and(Sym.Seq a, Sym.Seq b, int line) {
    Sym.Seq both = new Sym.Seq(a.kind, List.of(), a.whole && b.whole);
    for (Sym each : a.items) {
      Truth in = in(each, b);
      if (in == Truth.YES) {
        both.items.add(each);
      } else if (in == Truth.UNKNOWN) {
        return new Sym.Unknown(line, Gap.OfValue.INTERSECTION);
      }
    }
    return both;
  }

  static Truth compare(Sym left, String operator, Sym right) {
    return switch (operator) {
      case "==" -> equal(left, right);
      case "!=" -> equal(left, right).not();
      case "in" -> in(left, right);
      case "not in" -> in(left, right).not();
      case "is" -> is(left, right);
      case "is not" -> is(left, right).not();
      case "<", ">", "<=", ">=" -> order(left, operator, right);
      default -> Truth.UNKNOWN;
    };
  }

  private static Truth equal(Sym left, Sym right) {
    if (left instanceof Sym.Rows rows && right instanceof Sym.Num num) {
      return num.value().signum() == 0 ? rows.any().not() : Truth.UNKNOWN;
    }
    return Sym.same(left, right);
  }

  private static Truth is(Sym left, Sym right) {
    if (right instanceof Sym.Nothing && left instanceof Sym.Rows rows) {
      return rows.any().not();
    }
    if (right instanceof Sym.Nothing) {
      return switch (left) {
        case Sym.Nothing _ -> Truth.YES;
        case Sym.Unknown _, Sym.Method _, Sym.Made _ -> Truth.UNKNOWN;
        default -> Truth.NO;
      };
    }
    if (left instanceof Sym.Rows rows && right instanceof Sym.Bool bool) {
      return bool.value() ? rows.any() : rows.any().not();
    }
    return Sym.same(left, right);
  }

  private static Truth order(Sym left, String operator, Sym right) {
    if (left instanceof Sym.Rows rows && right instanceof Sym.Num num) {
      boolean any =
          (operator.equals(">") && num.value().signum() == 0)
              || (operator.equals(">=") && num.value().equals(BigInteger.ONE));
      return any ? rows.any() : Truth.UNKNOWN;
    }
    if (left instanceof Sym.Num a && right instanceof Sym.Num b) {
      int sign = a.value().compareTo(b.value());
      return Truth.of(
          switch (operator) {
            case "<" -> sign < 0;
            case ">" -> sign > 0;
            case "<=" -> sign <= 0;
            default -> sign >= 0;
          });
    }
    return Truth.UNKNOWN;
  }

  static Truth in(Sym element, Sym container) {
    return switch (container) {
      case Sym.Seq seq -> among(element, seq.items, seq.whole);
      case Sym.Dict dict -> among(element, List.copyOf(dict.entries.keySet()), dict.whole);
      case Sym.Text text when element instanceof Sym.Text part && isOtherDatabase(text, part) ->
          Truth.NO;
      case Sym.Text text when element instanceof Sym.Text part && part.isWhole() ->
          text.value().contains(part.value())
              ? Truth.YES
              : text.isWhole() ? Truth.NO : Truth.UNKNOWN;
      case Sym.Method columns ->
          TableColumns.of(columns).map(each -> in(element, each)).orElse(Truth.UNKNOWN);
      default -> Truth.UNKNOWN;
    };
  }

  /// Whether an address whose database is known is asked for the name of another.
  private static boolean isOtherDatabase(Sym.Text address, Sym.Text name) {
    String value = address.value();
    return !value.isEmpty()
        && value.indexOf(Sym.HOLE) == value.length() - 1
        && Dialect.named(value.substring(0, value.length() - 1)).isPresent()
        && Dialect.named(name.value()).isPresent()
        && !value.startsWith(name.value());
  }

  static Truth among(Sym element, List<Sym> items, boolean whole) {
    Truth result = whole ? Truth.NO : Truth.UNKNOWN;
    for (Sym item : items) {
      Truth same = Sym.same(element, item);
      if (same == Truth.YES) {
        return Truth.YES;
      }
      if (same == Truth.UNKNOWN) {
        result = Truth.UNKNOWN;
      }
    }
    return result;
  }

  static Sym item(Sym object, Sym key, int line) {
    if (object instanceof Sym.Rows) {
      return object;
    }
    if (object instanceof Sym.Dict dict) {
      for (var entry : dict.entries.entrySet()) {
        if (Sym.same(entry.getKey(), key) == Truth.YES) {
          return entry.getValue();
        }
      }
    }
    if (object instanceof Sym.Seq seq
        && key instanceof Sym.Num num
        && num.value().bitLength() < 31
        && seq.whole) {
      int index = num.value().intValue();
      int at = index < 0 ? seq.items.size() + index : index;
      if (at >= 0 && at < seq.items.size()) {
        return seq.items.get(at);
      }
    }
    if (object instanceof Sym.Text text
        && text.isWhole()
        && key instanceof Sym.Num num
        && num.value().bitLength() < 31) {
      int index = num.value().intValue();
      int at = index < 0 ? text.value().length() + index : index;
      if (at >= 0 && at < text.value().length()) {
        return Sym.text(text.value().substring(at, at + 1));
      }
    }
    return new Sym.Unknown(line, Gap.OfValue.ELEMENT);
  }
}
