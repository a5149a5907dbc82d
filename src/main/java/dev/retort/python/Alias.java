package dev.retort.python;

/// `name as bound` of an import.
///
/// @param name dotted in a plain `import`
/// @param bound the name that the import binds; the first part of a dotted name without `as`, `*`
///   for a star
public record Alias(int start, int end, String name, String bound) implements Syntax {}
