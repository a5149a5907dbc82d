package dev.retort.bot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.job.Job;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How many of the workers one repository may have at once: one whose requests stall holds up only
/// itself.
public final class Shares {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int most;
  private final Map<String, Integer> taken = new ConcurrentHashMap<>();

  public Shares(int most) {
    this.most = most;
  }

  /// Given back by closing it.
  interface Share extends AutoCloseable {
    @Override
    void close();
  }

  /// @return empty where all that the job's repository could have is taken
  Optional<Share> take(Job job) {
    String repository = subject(job).path("id").asText();
    boolean[] had = new boolean[1];
    taken.compute(
        repository,
        (_, count) -> {
          int now = count == null ? 0 : count;
          had[0] = now < most;
          return had[0] ? Integer.valueOf(now + 1) : count;
        });
    return had[0] ? Optional.of(() -> giveBack(repository)) : Optional.empty();
  }

  private void giveBack(String repository) {
    taken.computeIfPresent(repository, (_, count) -> count > 1 ? count - 1 : null);
  }

  static long installation(Job job) {
    return subject(job).path("installation").asLong();
  }

  /// Every job's payload names its repository, by itself or as its pull request's, or is one.
  private static JsonNode subject(Job job) {
    return subject(payload(job));
  }

  static JsonNode subject(JsonNode payload) {
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
