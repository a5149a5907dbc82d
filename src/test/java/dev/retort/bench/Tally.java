package dev.retort.bench;

import dev.retort.job.Kind;
import dev.retort.standin.HostedPullRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Figures of a [Soak] on one store, printed beside those to hold, and what went wrong in it.
final class Tally {
  /// How long a queue may take to run empty.
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Kind kind;
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final List<String> slow = new CopyOnWriteArrayList<>();

  Tally(Kind kind) {
    this.kind = kind;
  }

  /// What was lost, doubled or refused; empty where all is well.
  List<String> faults() {
    return List.copyOf(faults);
  }

  /// Figures that do not hold.
  List<String> tooSlow() {
    return List.copyOf(slow);
  }

  /// @param fault what was lost, doubled or refused, and where
  void fault(String fault) {
    faults.add(fault);
  }

  void slow(String figure) {
    slow.add(figure);
  }

  /// @param before what was measured before deliveries were stored first, where it was
  void print(String what, String figure, String hold, String before) {
    System.out.printf("%-11s %-42s %-34s %-26s %s%n", kind, what, figure, hold, before);
  }

  /// How long a part of all this took.
  void took(String part, long begun) {
    print(part + ": took", "%.0f s".formatted((System.nanoTime() - begun) / 1e9), "", "");
  }

  void judge(String what, Load.Answers answers, long p99, long max, String before) {
    print(
        what,
        "p50 %.0f, p99 %.0f, max %.0f, refused %d"
            .formatted(
                answers.millis(0.5), answers.millis(0.99), answers.millis(1), answers.refused()),
        max == Long.MAX_VALUE
            ? "p99 ≤ %d, refused 0".formatted(p99)
            : "p99 ≤ %d, max < %d".formatted(p99, max),
        before);
    if (answers.refused() > 0) {
      faults.add("%s, %s: %d not answered with 2xx".formatted(kind, what, answers.refused()));
    }
    if (answers.millis(0.99) > p99 || answers.millis(1) >= max) {
      slow.add("%s, %s: slower than it should be".formatted(kind, what));
    }
  }

  void expect(String what, long found, long expected) {
    if (found != expected) {
      faults.add("%s: %s: %d in place of %d".formatted(kind, what, found, expected));
    }
  }

  void settle(Fleet fleet, String when) {
    if (!fleet.settle(PATIENCE)) {
      faults.add("%s, %s: the queue did not run empty".formatted(kind, when));
    }
  }

  void everyHeadHasOneCheck(Fleet fleet, String when) {
    for (HostedPullRequest pull : fleet.shop.pullRequests()) {
      String where = when + ", " + pull;
      expect(where + " checks", pull.checkRuns().size(), 1);
      expect(where + " completed checks", completed(pull), 1);
      if (said(pull, "retort:sticky") > 1) {
        faults.add(kind + ", " + where + ": more than one sticky comment");
      }
      long suggestions =
          pull.reviewComments().stream()
              .filter(comment -> !comment.isResolved() && comment.minimized().isEmpty())
              .count();
      long different =
          pull.reviewComments().stream()
              .filter(comment -> !comment.isResolved() && comment.minimized().isEmpty())
              .map(comment -> comment.body())
              .distinct()
              .count();
      expect(where + " suggestions", suggestions, different);
    }
  }

  static long completed(HostedPullRequest pull) {
    return pull.checkRuns().stream().filter(run -> run.status().equals("completed")).count();
  }

  static long said(HostedPullRequest pull, String marker) {
    return pull.comments().stream()
        .filter(comment -> comment.app().isPresent() && comment.body().contains(marker))
        .count();
  }
}
