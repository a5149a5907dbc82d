package dev.retort.schema.body;

import dev.retort.python.Expression;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/// The limits of what is put together: a few statements can put a text behind itself, or a value
/// into itself, so often that no memory holds it. What grows beyond them is not known.
final class Growth {
  /// Of a text; the largest file of SQL that is read has as many.
  static final int MOST_CHARACTERS = 1 << 20;

  /// Of a list.
  static final int MOST_ELEMENTS = 20_000;

  /// Of a number.
  static final int MOST_BITS = 4_096;

  /// Of a value, each counted as often as whoever walks through it meets it.
  static final int MOST_PARTS = 200_000;

  private static final int CHARACTERS_LIKE_AN_ELEMENT = 16;

  private Growth() {}

  /// Whether an expression makes a value of others.
  static boolean isMaking(Expression expression) {
    return switch (expression) {
      case Expression.Tuple _,
          Expression.ListDisplay _,
          Expression.SetDisplay _,
          Expression.Dict _,
          Expression.Call _,
          Expression.BinOp _,
          Expression.ListComp _,
          Expression.SetComp _,
          Expression.DictComp _,
          Expression.GeneratorExp _ ->
          true;
      default -> false;
    };
  }

  /// How much there is to go through in a value itself, without its parts' parts.
  static int size(Sym value) {
    return switch (value) {
      case Sym.Seq seq -> seq.items.size();
      case Sym.Dict dict -> dict.entries.size();
      case Sym.Text text -> text.value().length() / CHARACTERS_LIKE_AN_ELEMENT;
      default -> 0;
    };
  }

  /// Whether a value has several parts that have parts: no other one multiplies.
  static boolean branches(Sym value) {
    return switch (value) {
      case Sym.Seq seq -> several(seq.items);
      case Sym.Dict dict ->
          several(dict.entries.values())
              || dict.entries.keySet().stream().anyMatch(Growth::isMadeOfOthers);
      case Sym.Made made -> several(made.arguments()) || !made.keywords().isEmpty();
      case Sym.Instance instance -> several(instance.arguments()) || !instance.keywords().isEmpty();
      default -> false;
    };
  }

  private static boolean several(Collection<Sym> values) {
    int large = 0;
    for (Sym each : values) {
      large += isMadeOfOthers(each) ? 1 : 0;
    }
    return large > 1;
  }

  /// How many parts a value has, at most [#MOST_PARTS].
  static int parts(Sym value) {
    if (!isMadeOfOthers(value)) {
      return 1;
    }
    Deque<Sym> open = new ArrayDeque<>();
    open.push(value);
    int parts = 0;
    while (!open.isEmpty() && ++parts < MOST_PARTS) {
      switch (open.pop()) {
        case Sym.Seq seq -> seq.items.forEach(open::push);
        case Sym.Dict dict ->
            dict.entries.forEach((key, each) -> {
              open.push(key);
              open.push(each);
            });
        case Sym.Made made -> {
          made.arguments().forEach(open::push);
          made.keywords().values().forEach(open::push);
        }
        case Sym.Instance instance -> {
          instance.arguments().forEach(open::push);
          instance.keywords().values().forEach(open::push);
        }
        case Sym.Method method -> open.push(method.receiver());
        default -> {}
      }
    }
    return parts;
  }

  private static boolean isMadeOfOthers(Sym value) {
    return value instanceof Sym.Seq
        || value instanceof Sym.Dict
        || value instanceof Sym.Made
        || value instanceof Sym.Instance
        || value instanceof Sym.Method;
  }

  /// A text that is written piece by piece, and becomes a hole when it grows too long.
  static final class Text {
    private final StringBuilder out = new StringBuilder();
    private boolean over;

    Text append(String piece) {
      over |= out.length() + (long) piece.length() > MOST_CHARACTERS;
      if (!over) {
        out.append(piece);
      }
      return this;
    }

    Text append(char piece) {
      return append(String.valueOf(piece));
    }

    /// Whether nothing that is written shows any more.
    boolean isOver() {
      return over;
    }

    @Override
    public String toString() {
      return over ? String.valueOf(Sym.HOLE) : out.toString();
    }
  }
}
