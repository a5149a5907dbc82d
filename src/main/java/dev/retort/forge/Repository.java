package dev.retort.forge;

/// A repository as a webhook names it. Requests are addressed by its id, so that a renamed or
/// transferred repository is still found.
///
/// @param installation the App's installation that gives access
/// @param id GitHub's, which never changes
/// @param fullName `owner/name` as last seen; for people
public record Repository(long installation, long id, String fullName) {}
