package dev.retort.bot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.retort.job.Job;
import org.slf4j.MDC;

/// What a line of the log is about, beside its words, while a job runs: whoever keeps the thread
/// takes the keys away afterwards.
final class LogKeys {
  private LogKeys() {}

  static void put(Job job) {
    JsonNode payload = JobSubject.payload(job);
    put("repository", JobSubject.of(payload).path("fullName").asText());
    JsonNode number =
        payload.has("number") ? payload.path("number") : payload.path("pullRequest").path("number");
    put("pull_request", number.asText());
  }

  private static void put(String key, String value) {
    if (!value.isEmpty()) {
      MDC.put(key, value);
    }
  }
}
