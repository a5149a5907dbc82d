package dev.retort.job;

import java.util.Optional;

/// A durable unit of work.
///
/// @param kind which handler does it, such as `review`
/// @param key what it is about: two jobs of one kind and key are the same work, and the newer
///   replaces an older one that waits
/// @param lane jobs of one lane never run at the same time, whatever their kinds, such as
///   everything that writes to one pull request. A job's kind and key decide its lane
/// @param share whose places it takes: of one share only so many run at the same time in a process,
///   such as all jobs of one installation. Empty where that does not matter
/// @param payload what the handler needs, as text
/// @param amongOthers the payload where it replaces one that waits with another: of two that arrive
///   in any order, the one that stays may be the older. Empty where the payload does not say when
public record Job(
    String kind,
    String key,
    String lane,
    String share,
    String payload,
    Optional<String> amongOthers) {
  /// A job whose payload is the same whatever it replaces.
  public Job(String kind, String key, String lane, String share, String payload) {
    this(kind, key, lane, share, payload, Optional.empty());
  }

  /// A job in the lane of its own key that takes nobody's places.
  public Job(String kind, String key, String payload) {
    this(kind, key, key, "", payload);
  }

  /// A job that takes nobody's places.
  public Job(String kind, String key, String lane, String payload) {
    this(kind, key, lane, "", payload);
  }

  /// The same job in somebody's share.
  public Job sharedBy(String share) {
    return new Job(kind, key, lane, share, payload, amongOthers);
  }

  /// The same job, with this payload where it replaces one that waits with another.
  public Job amongOthers(String payload) {
    return new Job(kind, key, lane, share, this.payload, Optional.of(payload));
  }
}
