package dev.retort.forge;

import java.util.Optional;

/// A check run of ours as it stands at GitHub.
///
/// @param externalId our key for the work that it reports on
/// @param status `queued`, `in_progress` or `completed`
/// @param conclusion where it is completed
/// @param annotations how many it holds
public record CheckRun(
    long id,
    String externalId,
    String headSha,
    String status,
    Optional<String> conclusion,
    int annotations) {}
