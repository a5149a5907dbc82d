package dev.retort.forge.github;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The count of the calls of each installation and what is left of its budget.
final class CallMeter {
  /// The registry is the process's, and shows the first figure of a name for ever; so are these.
  private static final Map<String, AtomicLong> LEFT = new ConcurrentHashMap<>();

  void count(Access access, Call call, Answer answer) {
    String who =
        switch (access) {
          case Access.App _ -> "app";
          case Access.Installation installation -> String.valueOf(installation.id());
        };
    Metrics.counter(
            "retort.github.calls",
            "installation",
            who,
            "method",
            call.method(),
            "status",
            String.valueOf(answer.status()))
        .increment();
    answer.header("X-RateLimit-Remaining").ifPresent(text -> remember(who, text));
  }

  private static void remember(String who, String text) {
    try {
      LEFT.computeIfAbsent(who, CallMeter::gauge).set(Long.parseLong(text));
    } catch (NumberFormatException e) {
      // Whatever a proxy made of it: no figure then.
    }
  }

  private static AtomicLong gauge(String who) {
    AtomicLong value = new AtomicLong();
    Gauge.builder("retort.github.budget.left", value, AtomicLong::get)
        .description("calls that GitHub still allows in this hour")
        .tag("installation", who)
        .register(Metrics.globalRegistry);
    return value;
  }
}
