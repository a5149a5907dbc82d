package dev.retort.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// How many runs each share has in this process, and the lanes that wait for one of its places. One
/// installation's slow or many jobs so leave room for everybody else's.
final class Shares {
  private final int most;
  private final Map<String, Integer> running = new HashMap<>();
  private final Map<String, SequencedSet<String>> waiting = new HashMap<>();

  /// @param most runs of one share at the same time; the nameless share has no bound
  Shares(int most) {
    this.most = most;
  }

  /// Takes a place, where there is one.
  synchronized boolean take(String share) {
    if (share.isEmpty()) {
      return true;
    }
    var taken = running.getOrDefault(share, 0);
    if (taken >= most) {
      return false;
    }
    running.put(share, taken + 1);
    return true;
  }

  /// Has a lane wait for a place.
  ///
  /// @return false where there is a place by now
  synchronized boolean await(String share, String lane) {
    if (running.getOrDefault(share, 0) < most) {
      return false;
    }
    waiting.computeIfAbsent(share, _ -> new LinkedHashSet<>()).add(lane);
    return true;
  }

  /// Gives a place back.
  ///
  /// @return the lanes that may be looked at now, those that have waited longest first: as many as
  ///   there are places, and all of them where nobody here runs any more, for another process may
  ///   have taken those that were let go before, and then nobody here gives a place back again
  synchronized List<String> leave(String share) {
    if (share.isEmpty()) {
      return List.of();
    }
    running.merge(share, -1, (taken, less) -> taken + less == 0 ? null : taken + less);
    var taken = running.getOrDefault(share, 0);
    var lanes = waiting.get(share);
    if (lanes == null) {
      return List.of();
    }
    List<String> free = new ArrayList<>();
    while (!lanes.isEmpty() && (taken == 0 || free.size() < most - taken)) {
      free.add(lanes.removeFirst());
    }
    if (lanes.isEmpty()) {
      waiting.remove(share);
    }
    return List.copyOf(free);
  }
}
