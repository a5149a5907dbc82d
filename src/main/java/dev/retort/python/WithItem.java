package dev.retort.python;

import java.util.Optional;

/// `context as target` of a `with`.
public record WithItem(int start, int end, Expression context, Optional<Expression> target)
    implements Syntax {}
