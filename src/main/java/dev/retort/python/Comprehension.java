package dev.retort.python;

import java.util.List;

/// `for target in iterable if conditions` inside a comprehension.
public record Comprehension(
    int start,
    int end,
    boolean async,
    Expression target,
    Expression iterable,
    List<Expression> conditions)
    implements Syntax {}
