package dev.retort.python;

import java.util.List;
import java.util.Optional;

/// A pattern of `case` as Python's own `ast` has it.
public sealed interface Pattern extends Syntax {
  /// A literal number or text, or a dotted name: compared with `==`.
  record MatchValue(int start, int end, Expression value) implements Pattern {}

  /// `None`, `True` or `False`: compared with `is`.
  record MatchSingleton(int start, int end, Value value) implements Pattern {}

  /// `[patterns]`, also in round brackets or without any.
  record MatchSequence(int start, int end, List<Pattern> patterns) implements Pattern {}

  /// `{key: pattern, **rest}`.
  record MatchMapping(
      int start, int end, List<Expression> keys, List<Pattern> patterns, Optional<String> rest)
      implements Pattern {}

  /// `type(patterns, name=pattern)`.
  record MatchClass(
      int start,
      int end,
      Expression type,
      List<Pattern> patterns,
      List<String> names,
      List<Pattern> named)
      implements Pattern {}

  /// `*name` in a sequence; without a name for `*_`.
  record MatchStar(int start, int end, Optional<String> name) implements Pattern {}

  /// `pattern as name`; a name alone has no pattern, `_` has neither.
  record MatchAs(int start, int end, Optional<Pattern> pattern, Optional<String> name)
      implements Pattern {}

  /// `pattern | pattern`.
  record MatchOr(int start, int end, List<Pattern> patterns) implements Pattern {}
}
