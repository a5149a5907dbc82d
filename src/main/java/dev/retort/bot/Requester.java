package dev.retort.bot;

/// The person who asked, as GitHub's event names them.
///
/// @param id GitHub's, which makes the address for `Co-authored-by`
public record Requester(String login, long id) {}
