package dev.retort.standin;

import java.time.Instant;

/// A review of a pull request; its comments name it by id.
///
/// @param state `COMMENTED`, `APPROVED`, `CHANGES_REQUESTED` or `PENDING`
public record PostedReview(
    long id,
    HostedPullRequest pullRequest,
    Account author,
    String commit,
    String body,
    String state,
    Instant at) {}
