package dev.retort.python;

import java.util.Optional;

/// A type parameter in the square brackets of a definition.
///
/// @param stars 0, 1 for a `TypeVarTuple`, 2 for a `ParamSpec`
public record TypeParameter(
    int start,
    int end,
    int stars,
    String name,
    Optional<Expression> bound,
    Optional<Expression> byDefault)
    implements Syntax {}
