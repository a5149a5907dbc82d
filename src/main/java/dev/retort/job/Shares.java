package dev.retort.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How many runs each share has in this process, and the lanes that wait for one of its places. One
/// installation's slow or many jobs so leave room for everybody else's, and one repository's for
/// the others of its installation.
final class Shares {
  private final int most;
  private final int mostOfASubject;
  private final Map<String, Integer> running = new HashMap<>();
  private final Map<String, Integer> runningOfASubject = new HashMap<>();
  private final Map<String, Map<String, Instant>> waiting = new HashMap<>();

  /// @param most runs of one share at the same time; the nameless share has no bound
  /// @param mostOfASubject of these, in lanes that begin alike
  Shares(int most, int mostOfASubject) {
    this.most = most;
    this.mostOfASubject = mostOfASubject;
  }

  /// What a lane is about, such as a repository: what stands before the first `#`, `@` or `!`.
  private static String subject(String share, String lane) {
    int end = 0;
    while (end < lane.length() && "#@!".indexOf(lane.charAt(end)) < 0) {
      end++;
    }
    return share + " " + lane.substring(0, end);
  }

  private boolean hasRoom(String share, String lane) {
    return running.getOrDefault(share, 0) < most
        && runningOfASubject.getOrDefault(subject(share, lane), 0) < mostOfASubject;
  }

  /// Takes a place, where there is one.
  synchronized boolean take(String share, String lane) {
    if (share.isEmpty()) {
      return true;
    }
    if (!hasRoom(share, lane)) {
      return false;
    }
    running.merge(share, 1, Integer::sum);
    runningOfASubject.merge(subject(share, lane), 1, Integer::sum);
    return true;
  }

  /// Has a lane wait for a place.
  ///
  /// @param due since when: many lanes that fall due together ask in any order
  /// @return false where there is a place by now
  synchronized boolean await(String share, String lane, Instant due) {
    if (hasRoom(share, lane)) {
      return false;
    }
    waiting.computeIfAbsent(share, _ -> new HashMap<>()).put(lane, due);
    return true;
  }

  /// Gives a place back.
  ///
  /// @return the lanes that may be looked at now, those that were due first first: as many as there
  ///   are places, and all of them where nobody here runs any more, for another process may have
  ///   taken those that were let go before, and then nobody here gives a place back again
  synchronized List<String> leave(String share, String lane) {
    if (share.isEmpty()) {
      return List.of();
    }
    running.merge(share, -1, (had, less) -> had + less == 0 ? null : had + less);
    runningOfASubject.merge(
        subject(share, lane), -1, (had, less) -> had + less == 0 ? null : had + less);
    var lanes = waiting.get(share);
    if (lanes == null) {
      return List.of();
    }
    var taken = running.getOrDefault(share, 0);
    List<String> free = new ArrayList<>();
    Map<String, Integer> freed = new HashMap<>();
    for (var each : inTurn(lanes)) {
      var subject = subject(share, each);
      var ofSubject = runningOfASubject.getOrDefault(subject, 0) + freed.getOrDefault(subject, 0);
      if (taken == 0 || (free.size() < most - taken && ofSubject < mostOfASubject)) {
        free.add(each);
        freed.merge(subject, 1, Integer::sum);
      }
    }
    free.forEach(lanes::remove);
    if (lanes.isEmpty()) {
      waiting.remove(share);
    }
    return List.copyOf(free);
  }

  private static List<String> inTurn(Map<String, Instant> lanes) {
    return lanes.entrySet().stream()
        .sorted(
            Map.Entry.<String, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
