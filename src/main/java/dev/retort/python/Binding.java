package dev.retort.python;

import java.util.Optional;

/// The final module-level binding of a name.
///
/// @param line of the statement that binds it, counted from 1
/// @param expression the bytes of the expression that is the value and nothing else's: writing
///   another one there gives this name, and only this name, another value; empty where there is no
///   such place
public record Binding(Value value, int line, Optional<Span> expression) {}
