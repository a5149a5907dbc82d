package dev.retort.bot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.job.Job;

/// Which repository a job is about, as its payload says, whatever the job's kind.
final class JobSubject {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JobSubject() {}

  static long installation(Job job) {
    return of(payload(job)).path("installation").asLong();
  }

  /// Every job's payload names its repository, by itself or as its pull request's, or is one.
  static JsonNode of(JsonNode payload) {
    JsonNode own = payload.path("repository");
    JsonNode of = own.isObject() ? own : payload.path("pullRequest").path("repository");
    return of.isObject() ? of : payload;
  }

  static JsonNode payload(Job job) {
    try {
      return JSON.readTree(job.payload());
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }
}
