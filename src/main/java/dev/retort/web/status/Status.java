package dev.retort.web.status;

import dev.retort.job.StoredJobs.StoredJob;
import dev.retort.web.Measurements.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// How the server is at one moment, for its operator. Of repositories it holds numbers and the
/// words of errors, no contents.
///
/// @param version of the program
/// @param started when this process began
/// @param troubles what keeps it from working now; empty where nothing does
/// @param advice what was found amiss when GitHub was asked at the start, with what to do
/// @param queue empty where the database does not answer
/// @param verdicts how many of each conclusion this process has come to
/// @param paces how long work took that people wait for, by its kind
/// @param budgets what GitHub still allows in this hour, by the number of the installation
public record Status(
    String version,
    Instant started,
    Instant now,
    List<String> troubles,
    List<String> advice,
    Optional<Queue> queue,
    SortedMap<String, Long> verdicts,
    SortedMap<String, Pace> paces,
    SortedMap<String, Long> budgets) {

  /// What there is to do.
  ///
  /// @param deliveries webhooks that wait to be understood
  /// @param waiting jobs and deliveries that wait or are worked on
  /// @param oldest for how long the oldest one that is due has been waiting
  /// @param failed how many jobs were given up
  /// @param jobs the first of them, those that failed before the others
  public record Queue(
      long deliveries, long waiting, Duration oldest, long failed, List<StoredJob> jobs) {}
}
