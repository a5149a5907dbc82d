package dev.retort.standin;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// What was asked of the stand-in since it started or since the log was cleared.
public final class Requests {
  private final List<LoggedRequest> log = new CopyOnWriteArrayList<>();

  void add(LoggedRequest request) {
    log.add(request);
  }

  public List<LoggedRequest> all() {
    return List.copyOf(log);
  }

  /// Requests of one operation, like `checks/create`.
  public List<LoggedRequest> of(String operation) {
    return log.stream().filter(each -> each.operation().equals(operation)).toList();
  }

  public int count(String operation) {
    return of(operation).size();
  }

  /// Requests that asked for a change, token requests left out.
  public List<LoggedRequest> writes() {
    return log.stream().filter(LoggedRequest::isWrite).toList();
  }

  /// How often each operation was asked for.
  public Map<String, Long> counts() {
    return log.stream()
        .collect(
            Collectors.groupingBy(LoggedRequest::operation, TreeMap::new, Collectors.counting()));
  }

  /// Forgets the log, so that the next step can be counted by itself. Illegal requests stay known
  /// to the stand-in.
  public void clear() {
    log.clear();
  }

  @Override
  public String toString() {
    return log.stream().map(LoggedRequest::toString).collect(Collectors.joining("\n"));
  }
}
