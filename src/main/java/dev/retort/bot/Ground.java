package dev.retort.bot;

import dev.retort.bot.OpenPullRequests.Known;
import dev.retort.change.Neighbour;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What a revision of a pull request builds on: a head of its base.
record Ground(String base, String environment, String revision, String parent) {
  /// All that a pull request builds on; nothing where it is not known.
  static Set<Ground> of(Optional<Known> known) {
    Set<Ground> grounds = new HashSet<>();
    if (known.isPresent()) {
      for (Neighbour revision : known.get().revisions()) {
        for (String parent : revision.downRevisions()) {
          if (!known.get().grounds().contains(parent)) {
            continue;
          }
          grounds.add(
              new Ground(
                  known.get().pullRequest().baseBranch(),
                  revision.scriptLocation(),
                  revision.revision(),
                  parent));
        }
      }
    }
    return grounds;
  }

  boolean meetsOneOf(Set<Ground> others) {
    return others.stream()
        .anyMatch(other ->
            other.base.equals(base)
                && other.environment.equals(environment)
                && other.parent.equals(parent));
  }
}
