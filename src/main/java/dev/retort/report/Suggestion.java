package dev.retort.report;

/// A review comment whose suggestion replaces exactly its lines, on the right side of the diff.
///
/// @param path relative to the repository's root
/// @param startLine first line replaced, counted from 1 in the head's file
/// @param line last line replaced
/// @param body Markdown with one suggestion block and our hidden marker
public record Suggestion(String path, int startLine, int line, String body) {}
