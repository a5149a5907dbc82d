package dev.retort.standin;

/// A group of the merge queue.
///
/// @param branch the queue's temporary one
/// @param head the group's own commit
/// @param base the commit that it was built on
/// @param baseBranch where it would land
public record QueuedGroup(String branch, String head, String base, String baseBranch) {}
