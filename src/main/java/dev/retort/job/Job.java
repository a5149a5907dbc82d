package dev.retort.job;

/// A durable unit of work.
///
/// @param kind which handler does it, such as `review`
/// @param key what it is about: two jobs of one kind and key are the same work, and the newer
///   replaces an older one that waits
/// @param payload what the handler needs, as text
public record Job(String kind, String key, String payload) {}
