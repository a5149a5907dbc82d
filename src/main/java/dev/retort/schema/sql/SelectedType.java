package dev.retort.schema.sql;

import dev.retort.schema.ColumnSpec;

/// The type of an expression that a query selects: of a constant, and of what is cast to one.
final class SelectedType {
  private static final int MOST_DIGITS_OF_INTEGER = 9;

  private SelectedType() {}

  static boolean isCast(Token token) {
    return token.kind() == Token.Kind.SYMBOL && token.text().equals("::");
  }

  static boolean isConstant(Cursor expression) {
    return expression.at() + 1 == expression.end()
        && (expression.peek().kind() == Token.Kind.STRING
            || expression.peek().kind() == Token.Kind.NUMBER
            || expression.seesOneOf("TRUE", "FALSE", "NULL"));
  }

  /// [ColumnSpec#UNKNOWN_TYPE] where it is not told.
  static String of(Cursor expression) {
    if (isConstant(expression)) {
      return ofConstant(expression);
    }
    Cursor cursor = expression.upTo(expression.end());
    try {
      if (cursor.sees("CAST") && cursor.peek(1).isSymbol('(')) {
        return written(cursor);
      }
      operand(cursor);
      String type = ColumnSpec.UNKNOWN_TYPE;
      while (isCast(cursor.peek())) {
        cursor.skip();
        type = TypeNames.read(cursor);
      }
      return cursor.atEnd() ? type : ColumnSpec.UNKNOWN_TYPE;
    } catch (UnreadException _) {
      return ColumnSpec.UNKNOWN_TYPE;
    }
  }

  private static String ofConstant(Cursor constant) {
    return switch (constant.peek().kind()) {
      case STRING -> "text";
      case NUMBER -> ofNumber(constant.peek().text());
      default -> constant.sees("NULL") ? "text" : "boolean";
    };
  }

  private static String ofNumber(String number) {
    boolean digits = number.chars().allMatch(Character::isDigit);
    if (!digits) {
      return number.matches("[0-9.]+") ? "numeric" : ColumnSpec.UNKNOWN_TYPE;
    }
    return number.length() <= MOST_DIGITS_OF_INTEGER ? "integer" : ColumnSpec.UNKNOWN_TYPE;
  }

  /// What a cast binds to: a constant, a column, a call or something in brackets.
  private static void operand(Cursor cursor) throws UnreadException {
    if (cursor.skipBracket()) {
      return;
    }
    if (!cursor.peek().isName()) {
      if (cursor.peek().kind() == Token.Kind.SYMBOL) {
        throw cursor.unread();
      }
      cursor.skip();
      return;
    }
    cursor.name();
    cursor.skipBracket();
  }

  /// `CAST(a AS type)`.
  private static String written(Cursor cursor) throws UnreadException {
    cursor.skip();
    int close = cursor.openBracket();
    Cursor inner = cursor.upTo(close);
    while (!inner.atEnd() && !inner.sees("AS")) {
      inner.skipOne();
    }
    inner.expect("AS");
    String type = TypeNames.read(inner);
    return inner.atEnd() && close + 1 == cursor.end() ? type : ColumnSpec.UNKNOWN_TYPE;
  }
}
