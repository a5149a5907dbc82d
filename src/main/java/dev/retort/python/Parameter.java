package dev.retort.python;

/// A parameter of a function or lambda.
///
/// @param annotation as written; strings are not looked into
/// @param byDefault evaluated with the definition
public record Parameter(
    int start,
    int end,
    Kind kind,
    String name,
    java.util.Optional<Expression> annotation,
    java.util.Optional<Expression> byDefault)
    implements Syntax {
  /// How arguments reach a parameter.
  public enum Kind {
    POSITIONAL_ONLY,
    PLAIN,
    /// `*name`.
    VARIADIC,
    KEYWORD_ONLY,
    /// `**name`.
    KEYWORDS
  }
}
