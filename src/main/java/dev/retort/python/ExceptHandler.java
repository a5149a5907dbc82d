package dev.retort.python;

import java.util.List;
import java.util.Optional;

/// `except type as name` with its block.
public record ExceptHandler(
    int start, int end, Optional<Expression> type, Optional<String> name, List<Statement> body)
    implements Syntax {}
