package dev.retort.forge;

import java.util.Optional;

/// A commit in the history of another.
///
/// @param date when it was committed, as ISO 8601 with an offset
/// @param parent its first, which it is compared with; empty for a root commit
public record PastCommit(String id, String date, Optional<String> parent) {}
