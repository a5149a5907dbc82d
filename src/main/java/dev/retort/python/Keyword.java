package dev.retort.python;

import java.util.Optional;

/// A keyword argument.
///
/// @param name empty for `**value`
public record Keyword(int start, int end, Optional<String> name, Expression value)
    implements Syntax {}
