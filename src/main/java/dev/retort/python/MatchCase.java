package dev.retort.python;

import java.util.List;
import java.util.Optional;

/// `case pattern if guard` with its block.
public record MatchCase(
    int start, int end, Pattern pattern, Optional<Expression> guard, List<Statement> body)
    implements Syntax {}
