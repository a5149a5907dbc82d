package dev.retort.schema;

import dev.retort.schema.ExpressionCursor.Kind;
import dev.retort.schema.ExpressionCursor.Token;
import java.util.Optional;
import java.util.Set;

/// What PostgreSQL calls an expression in the name that it chooses for an index
/// (`FigureIndexColname` of its sources): a column by its own name, a call by its function's, a
/// cast by its argument's and else by its type's, anything else by none. It looks at what was
/// written, not at what it prints.
final class FiguredName {
  private static final String UNNAMED = "expr";

  /// What binds less than a cast, a collation and a time zone.
  private static final Set<String> OPERATORS =
      Set.of(
          "AND",
          "OR",
          "IS",
          "ISNULL",
          "NOTNULL",
          "IN",
          "NOT",
          "LIKE",
          "ILIKE",
          "SIMILAR",
          "BETWEEN",
          "OPERATOR");

  /// Operators that are calls of functions.
  private static final Set<String> CALLING_OPERATORS = Set.of("OVERLAPS", "NORMALIZED");

  /// What is beyond this, and what has another name in PostgreSQL 13 (`date_part`) or 15 (`true` is
  /// no cast to `bool` any more).
  private static final Set<String> UNREAD =
      Set.of(
          "EXTRACT",
          "TREAT",
          "EXISTS",
          "SELECT",
          "VALUES",
          "WITH",
          "GROUPING",
          "UNIQUE",
          "TRUE",
          "FALSE");

  /// Brackets within brackets; nobody writes as many.
  private static final int DEEPEST = 50;

  /// @param strong whether a cast around it leaves it the name
  private record Figured(Optional<String> name, boolean strong) {
    static final Figured NONE = new Figured(Optional.empty(), false);

    static Figured strong(String name) {
      return new Figured(Optional.of(name), true);
    }

    /// The same inside of something that has a name of its own.
    Figured within(String outer) {
      return strong ? this : new Figured(Optional.of(outer), false);
    }
  }

  private final ExpressionCursor cursor;
  private int depth;

  private FiguredName(ExpressionCursor cursor) {
    this.cursor = cursor;
  }

  /// Empty where it is not known.
  ///
  /// @param expression as it was written, without brackets around it
  static Optional<String> of(String expression) {
    return ExpressionCursor.of(expression)
        .flatMap(cursor -> new FiguredName(cursor).expression(cursor.size()))
        .map(figured -> figured.name().orElse(UNNAMED));
  }

  private Optional<Figured> expression(int end) {
    if (depth++ > DEEPEST || cursor.at() >= end) {
      return Optional.empty();
    }
    boolean signed = cursor.accept("-", end) || cursor.accept("+", end);
    Optional<Figured> figured = isOperator(end) ? Optional.of(Figured.NONE) : operand(end);
    if (signed) {
      figured = figured.map(_ -> Figured.NONE);
    }
    while (figured.isPresent() && cursor.accept("AT", end)) {
      figured = zone(end) ? Optional.of(Figured.strong("timezone")) : Optional.empty();
    }
    if (figured.isPresent() && cursor.at() < end) {
      figured = isOperator(end) ? operation(end) : Optional.empty();
    }
    depth--;
    return figured;
  }

  private boolean zone(int end) {
    return cursor.accept("LOCAL", end)
        || (cursor.accept("TIME", end) && cursor.accept("ZONE", end) && operand(end).isPresent());
  }

  private boolean isOperator(int end) {
    Token next = cursor.peek(0, end);
    return switch (next.kind()) {
      case SIGN -> !next.text().isEmpty() && "-+*/<>=~!@#%^&|?".indexOf(next.text().charAt(0)) >= 0;
      case WORD -> OPERATORS.contains(next.word());
      case TEXT, NUMBER, QUOTED -> false;
    };
  }

  /// The rest of what has no name.
  private Optional<Figured> operation(int end) {
    for (; cursor.at() < end; cursor.moveTo(cursor.at() + 1)) {
      if (CALLING_OPERATORS.contains(cursor.peek(0, end).word())) {
        return Optional.empty();
      }
    }
    return Optional.of(Figured.NONE);
  }

  private Optional<Figured> operand(int end) {
    Optional<Figured> figured = primary(end);
    while (figured.isPresent() && cursor.at() < end) {
      if (cursor.accept("::", end)) {
        figured = cast(figured.get(), end);
      } else if (cursor.sees("[", end)) {
        figured = cursor.bracket(end) ? figured : Optional.empty();
      } else if (cursor.accept(".", end)) {
        figured = cursor.name(end).map(Figured::strong);
      } else if (cursor.accept("COLLATE", end)) {
        figured = cursor.name(end).isPresent() ? figured : Optional.empty();
      } else {
        break;
      }
    }
    return figured;
  }

  private Optional<Figured> cast(Figured argument, int end) {
    return new FiguredType(cursor, end).read().map(argument::within);
  }

  private Optional<Figured> primary(int end) {
    Token token = cursor.peek(0, end);
    return switch (token.kind()) {
      case TEXT, NUMBER ->
          cursor.peek(1, end).kind() == Kind.TEXT ? Optional.empty() : constant(Figured.NONE);
      case SIGN -> token.is("(") ? bracketed(end) : Optional.empty();
      case QUOTED -> named(end);
      case WORD -> word(token.word(), end);
    };
  }

  private Optional<Figured> constant(Figured figured) {
    cursor.moveTo(cursor.at() + 1);
    return Optional.of(figured);
  }

  private Optional<Figured> bracketed(int end) {
    Optional<Integer> close = cursor.close(end);
    if (close.isEmpty() || UNREAD.contains(cursor.peek(1, end).word())) {
      return Optional.empty();
    }
    boolean row = false;
    for (int i = cursor.at() + 1; i < close.get(); i = cursor.after(i)) {
      row |= cursor.token(i).is(",");
    }
    cursor.moveTo(cursor.at() + 1);
    Optional<Figured> figured = row ? Optional.of(Figured.strong("row")) : expression(close.get());
    cursor.moveTo(close.get() + 1);
    return figured;
  }

  private Optional<Figured> word(String word, int end) {
    Token next = cursor.peek(1, end);
    boolean called = next.is("(");
    if (UNREAD.contains(word)) {
      return Optional.empty();
    }
    return switch (word) {
      case "NULL" -> constant(Figured.NONE);
      case "CASE" -> selection(end);
      case "ARRAY" -> next.is("[") ? bracketAfter(1, "array", end) : named(end);
      case "CAST" -> called ? written(end) : named(end);
      case "TRIM" -> called ? bracketAfter(1, trimming(end), end) : named(end);
      case "COLLATION" -> next.is("FOR") ? bracketAfter(2, "pg_collation_for", end) : named(end);
      default -> named(end);
    };
  }

  private Optional<Figured> bracketAfter(int words, String name, int end) {
    cursor.moveTo(cursor.at() + words);
    return cursor.bracket(end) ? Optional.of(Figured.strong(name)) : Optional.empty();
  }

  private String trimming(int end) {
    return switch (cursor.peek(2, end).word()) {
      case "LEADING" -> "ltrim";
      case "TRAILING" -> "rtrim";
      default -> "btrim";
    };
  }

  /// `CAST(a AS type)`.
  private Optional<Figured> written(int end) {
    cursor.moveTo(cursor.at() + 1);
    Optional<Integer> close = cursor.close(end);
    if (close.isEmpty()) {
      return Optional.empty();
    }
    int last = close.get();
    cursor.moveTo(cursor.at() + 1);
    int as = cursor.at();
    while (as < last && !cursor.token(as).is("AS")) {
      as = cursor.after(as);
    }
    Optional<Figured> argument = expression(Math.min(as, last));
    cursor.moveTo(as + 1);
    Optional<Figured> figured =
        argument.flatMap(each -> cast(each, last)).filter(_ -> cursor.at() == last);
    cursor.moveTo(last + 1);
    return figured;
  }

  /// `CASE … END` is named after what it gives where nothing else holds.
  private Optional<Figured> selection(int end) {
    int otherwise = -1;
    int open = 0;
    for (int i = cursor.at(); i < end; i = cursor.after(i)) {
      Token token = cursor.token(i);
      if (token.is("CASE")) {
        open++;
      } else if (token.is("ELSE") && open == 1) {
        otherwise = i + 1;
      } else if (token.is("END") && --open == 0) {
        cursor.moveTo(Math.max(otherwise, 0));
        Optional<Figured> figured = otherwise < 0 ? Optional.of(Figured.NONE) : expression(i);
        cursor.moveTo(i + 1);
        return figured.map(each -> each.within("case"));
      }
    }
    return Optional.empty();
  }

  /// A column, a call or a type before a text.
  private Optional<Figured> named(int end) {
    int start = cursor.at();
    Optional<String> type = new FiguredType(cursor, end).read();
    if (type.isPresent() && cursor.peek(0, end).kind() == Kind.TEXT) {
      return type.flatMap(each -> constant(Figured.NONE.within(each)));
    }
    cursor.moveTo(start);
    Optional<String> name = cursor.name(end);
    boolean read = !cursor.sees("(", end) || cursor.bracket(end);
    return read ? name.map(Figured::strong) : Optional.empty();
  }
}
