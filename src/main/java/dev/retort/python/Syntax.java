package dev.retort.python;

import java.util.List;

/// A piece of a syntax tree that stands somewhere in its file.
public sealed interface Syntax
    permits Expression,
        Statement,
        Pattern,
        Parameter,
        Expression.Keyword,
        Expression.Comprehension,
        Statement.WithItem,
        Statement.MatchCase,
        Statement.ExceptHandler,
        Statement.Alias,
        Statement.TypeParameter {
  /// The first byte in the file as stored, counted from 0. Brackets around an expression are none
  /// of its bytes, except those of a tuple, as in Python's own `ast`.
  int start();

  /// The byte after the last, in the file as stored.
  int end();

  /// The parts directly inside.
  default List<Syntax> children() {
    return Children.of(this);
  }

  /// Both together.
  default Span span() {
    return new Span(start(), end());
  }
}
