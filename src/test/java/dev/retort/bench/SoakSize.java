package dev.retort.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// How much of each the [Soak] does.
///
/// @param pullRequests that are open under the loads
/// @param seconds of the load at 100/s
/// @param burst deliveries, at 200/s
/// @param duplicates on two replicas
/// @param missed pull requests that were opened while nobody listened
/// @param kills deaths
/// @param endurance deliveries, as fast as they are taken
record SoakSize(
    int pullRequests,
    int seconds,
    int burst,
    int duplicates,
    int missed,
    int kills,
    int endurance) {
  /// Options of Java for servers that live for seconds, or of which nothing is timed: the
  /// optimising compiler would take half of the machine.
  static final String QUICKLY = "-XX:TieredStopAtLevel=1";

  static final SoakSize FULL = new SoakSize(40, 40, 2_000, 10_000, 500, 200, 10_000);
  static final SoakSize SHORT = new SoakSize(12, 1, 200, 0, 0, 0, 0);

  static final SoakSize SHORT_ON_REPLICAS = new SoakSize(12, 0, 0, 400, 0, 0, 0);

  /// @param args `NAME=COUNT`, with commas or each by itself, for those that are not to be as in
  ///   full
  static SoakSize of(String... args) {
    Map<String, Integer> given =
        Arrays.stream(args)
            .flatMap(arg -> Arrays.stream(arg.split(",")))
            .filter(arg -> arg.contains("="))
            .map(arg -> arg.split("=", 2))
            .collect(Collectors.toMap(part -> part[0], part -> Integer.valueOf(part[1])));
    return new SoakSize(
        given.getOrDefault("pullRequests", FULL.pullRequests),
        given.getOrDefault("seconds", FULL.seconds),
        given.getOrDefault("burst", FULL.burst),
        given.getOrDefault("duplicates", FULL.duplicates),
        given.getOrDefault("missed", FULL.missed),
        given.getOrDefault("kills", FULL.kills),
        given.getOrDefault("endurance", FULL.endurance));
  }

  /// Options of Java where figures are measured.
  String[] java() {
    return seconds < FULL.seconds ? new String[] {QUICKLY} : new String[0];
  }
}
