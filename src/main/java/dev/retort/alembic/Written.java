package dev.retort.alembic;

import dev.retort.python.Span;

/// Where a value was written in its file.
///
/// @param line of the assignment, counted from 1
/// @param value the bytes of the value's expression
public record Written(int line, Span value) {}
