package dev.retort.alembic;

import java.util.Optional;

/// Something wrong with an environment or one of its files, as far as one snapshot shows it.
///
/// @param code the rule that documents it
/// @param path the file to look at, relative to the repository's root
/// @param line counted from 1
/// @param revision the revision concerned, where there is one
public record Problem(
    RuleCode code,
    Severity severity,
    String path,
    int line,
    Optional<String> revision,
    String message) {}
