package dev.retort.audit;

import java.util.Optional;

/// Of which state an audit speaks, so that it can be handed on.
///
/// @param commit the full id of the one that is checked out
/// @param day of that commit
/// @param branch that is checked out
/// @param changed whether the working tree may differ from the commit
/// @param version of Retort
public record Occasion(
    Optional<String> commit,
    Optional<String> day,
    Optional<String> branch,
    boolean changed,
    String version) {
  /// Nothing is known but who speaks.
  public static Occasion by(String version) {
    return new Occasion(Optional.empty(), Optional.empty(), Optional.empty(), false, version);
  }
}
