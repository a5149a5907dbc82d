package dev.retort.schema.sql;

/// A piece of SQL.
///
/// @param text of a word or a quoted name: the name without its quotes; of a string: its value
/// @param start offset in the text, counted from 0
/// @param end the offset after the last character
/// @param whole false where a part of it is not known
record Token(Kind kind, String text, int start, int end, boolean whole) {
  enum Kind {
    WORD,
    QUOTED,
    STRING,
    NUMBER,
    SYMBOL,
    /// Something that is not known stands here.
    HOLE
  }

  boolean isWord(String upper) {
    return kind == Kind.WORD && text.equalsIgnoreCase(upper);
  }

  boolean isSymbol(char symbol) {
    return kind == Kind.SYMBOL && text.length() == 1 && text.charAt(0) == symbol;
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }
}
