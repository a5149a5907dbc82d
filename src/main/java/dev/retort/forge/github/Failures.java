package dev.retort.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.forge.ForgeException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// What an answer that is no success means. Messages name method and path and carry GitHub's own
/// words; they hold no secret, because neither does what they are made of.
final class Failures {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LEAST = Duration.ofSeconds(1);

  /// GitHub's documented least wait where a secondary limit names no time.
  private static final Duration UNNAMED = Duration.ofMinutes(1);

  private static final Duration SERVER_RETRY = Duration.ofSeconds(15);
  private static final int LONGEST_MESSAGE = 300;

  private Failures() {}

  static boolean isSuccess(Answer answer) {
    return answer.status() >= 200 && answer.status() < 300;
  }

  /// How long to wait, where the answer says that a limit is reached: `Retry-After` first, then the
  /// reset of the primary limit, else a minute where only the words say so.
  static Optional<Duration> limit(Answer answer, Instant now) {
    if (answer.status() != 403 && answer.status() != 429) {
      return Optional.empty();
    }
    Optional<Duration> named = answer.header("Retry-After").flatMap(v -> retryAfter(v, now));
    if (named.isPresent()) {
      return named.map(Failures::atLeastASecond);
    }
    if (answer.header("x-ratelimit-remaining").filter("0"::equals).isPresent()) {
      Optional<Duration> reset =
          answer
              .header("x-ratelimit-reset")
              .flatMap(Failures::number)
              .map(seconds -> Duration.between(now, Instant.ofEpochSecond(seconds)));
      if (reset.isPresent()) {
        return reset.map(Failures::atLeastASecond);
      }
    }
    String words = message(answer).toLowerCase(Locale.ROOT);
    boolean said =
        words.contains("secondary rate limit")
            || words.contains("abuse detection")
            || words.contains("rate limit exceeded");
    return said || answer.status() == 429 ? Optional.of(UNNAMED) : Optional.empty();
  }

  private static Duration atLeastASecond(Duration wait) {
    return wait.compareTo(LEAST) < 0 ? LEAST : wait;
  }

  private static Optional<Duration> retryAfter(String value, Instant now) {
    Optional<Duration> seconds = number(value).map(Duration::ofSeconds);
    if (seconds.isPresent()) {
      return seconds;
    }
    try {
      Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, then));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// A whole number of seconds within a sane range.
  private static Optional<Long> number(String text) {
    try {
      long value = Long.parseLong(text);
      return value < 0 || value > 100_000_000_000L ? Optional.empty() : Optional.of(value);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// For an answer that is neither a success nor a limit.
  static ForgeException of(Call call, Answer answer) {
    String said = message(answer);
    String what = call.name() + ": " + answer.status() + (said.isEmpty() ? "" : " " + said);
    IOException cause = new IOException("HTTP " + answer.status());
    return switch (answer.status()) {
      case 401, 403, 451 -> forbidden(call, answer, what, cause);
      case 404 ->
          said.contains("No common ancestor")
              ? new ForgeException.Refused(what, cause)
              : new ForgeException.NotFound(what, cause);
      case 410 -> new ForgeException.NotFound(what, cause);
      default ->
          answer.status() >= 500 || answer.status() == 408
              ? new ForgeException.Unavailable(what, SERVER_RETRY, cause)
              : new ForgeException.Refused(what, cause);
    };
  }

  /// GitHub names the permission that would do in a header; where it doesn't, the path tells.
  private static ForgeException forbidden(
      Call call, Answer answer, String what, IOException cause) {
    String said = message(answer);
    if (said.contains("archived")) {
      return ForgeException.Forbidden.archived(what, cause);
    }
    if (!said.contains("not accessible by integration")) {
      return new ForgeException.Forbidden(what, cause);
    }
    String needed =
        answer
            .header("X-Accepted-GitHub-Permissions")
            .map(v -> cut(v.replace("=", ": ")))
            .orElseGet(() -> permission(call));
    return ForgeException.Forbidden.lacking(needed, what, cause);
  }

  private static String permission(Call call) {
    String path = call.url().encodedPath();
    String level = call.method().equals("GET") ? ": read" : ": write";
    if (path.contains("/check-runs")) {
      return "checks" + level;
    }
    if (path.contains("/issues/comments/") && path.endsWith("/reactions")) {
      return "issues" + level;
    }
    if (path.contains("/pulls") || path.contains("/issues/")) {
      return "pull_requests" + level;
    }
    if (path.contains("/collaborators/")) {
      return "metadata" + level;
    }
    return "contents" + level;
  }

  /// GitHub's own words: the message and the details of its errors, on one line.
  static String message(Answer answer) {
    JsonNode json;
    try {
      json = JSON.readTree(answer.body());
    } catch (IOException e) {
      return "";
    }
    StringBuilder said = new StringBuilder(json.path("message").asText(""));
    for (JsonNode error : json.path("errors")) {
      String detail = error.isTextual() ? error.asText() : error.path("message").asText("");
      if (!detail.isEmpty()) {
        said.append(said.isEmpty() ? "" : "; ").append(detail);
      }
    }
    return cut(said.toString());
  }

  private static String cut(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_MESSAGE)
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(line::appendCodePoint);
    return line.toString().strip();
  }
}
