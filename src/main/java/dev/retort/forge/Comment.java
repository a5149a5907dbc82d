package dev.retort.forge;

/// A comment in the conversation of a pull request, or on a line of its diff.
///
/// @param ours whether our App wrote it: a marker counts only then
public record Comment(long id, String author, boolean ours, String body) {}
