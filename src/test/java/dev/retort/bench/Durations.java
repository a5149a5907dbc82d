package dev.retort.bench;

import java.util.List;
import java.util.stream.Stream;

/// How long the same thing took, run after run.
///
/// @param nanos in the order of the runs
record Durations(List<Long> nanos) {
  /// What a child process printed: milliseconds, separated by spaces.
  static Durations ofMillis(String printed) {
    return new Durations(
        Stream.of(printed.strip().split(" "))
            .map(millis -> (long) (Double.parseDouble(millis) * 1e6))
            .toList());
  }

  double best() {
    return sorted().getFirst() / 1e6;
  }

  double median() {
    List<Long> sorted = sorted();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle) / 1e6
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2e6;
  }

  private List<Long> sorted() {
    return nanos.stream().sorted().toList();
  }
}
