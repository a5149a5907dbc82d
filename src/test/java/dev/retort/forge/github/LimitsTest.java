package dev.retort.forge.github;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static dev.retort.forge.github.GitHubScenario.NOW;
import static dev.retort.forge.github.GitHubScenario.OTHER_INSTALLATION;
import static dev.retort.forge.github.GitHubScenario.REPOSITORY;
import static dev.retort.forge.github.GitHubScenario.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.retort.forge.ForgeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final String TIP = "{\"object\":{\"sha\":\"abc\"}}";

  private final GitHubScenario github = new GitHubScenario();

  @AfterEach
  void stop() {
    github.close();
  }

  private ForgeException.Unavailable limited(ResponseDefinitionBuilder answer) {
    github.on(get(urlPathMatching("/repositories/77/.*")), answer);
    GitHubForge forge = github.forge();
    return catchThrowableOfType(
        ForgeException.Unavailable.class, () -> forge.branchTip(REPOSITORY, "o/r", "main"));
  }

  @Test
  @DisplayName("F8 a secondary limit with Retry-After is waited for as long as it says")
  void retry_after_in_seconds_is_obeyed() {
    for (int status : new int[] {403, 429}) {
      assertThat(limited(json(status, "{\"message\":\"slow\"}").withHeader("Retry-After", "42")))
          .hasMessageContaining("GET /repositories/77/git/ref/heads/main")
          .hasMessageContaining("slow")
          .extracting(ForgeException.Unavailable::retryAfter)
          .isEqualTo(Duration.ofSeconds(42));
    }
  }

  @Test
  @DisplayName("F8 Retry-After may be a date")
  void retry_after_as_a_date_is_obeyed() {
    assertThat(limited(json(429, "{}").withHeader("Retry-After", "Sun, 01 Mar 2026 12:02:00 GMT")))
        .extracting(ForgeException.Unavailable::retryAfter)
        .isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  @DisplayName("F8 a secondary limit that only the words name is waited for a minute")
  void words_alone_mean_a_minute() {
    assertThat(
            limited(
                json(
                    403,
                    "{\"message\":\"You have exceeded a secondary rate limit. Please wait.\"}")))
        .extracting(ForgeException.Unavailable::retryAfter)
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  @DisplayName("F9 a spent primary limit is waited for until its reset")
  void the_primary_limit_holds_until_its_reset() {
    assertThat(
            limited(
                json(403, "{\"message\":\"API rate limit exceeded\"}")
                    .withHeader("x-ratelimit-remaining", "0")
                    .withHeader("x-ratelimit-reset", "" + NOW.plusSeconds(1234).getEpochSecond())))
        .extracting(ForgeException.Unavailable::retryAfter)
        .isEqualTo(Duration.ofSeconds(1234));
  }

  @Test
  void a_403_that_names_no_limit_is_none() {
    github.on(
        get(urlPathMatching("/repositories/77/.*")),
        json(403, "{\"message\":\"Must have admin rights\"}")
            .withHeader("x-ratelimit-remaining", "4999"));
    GitHubForge forge = github.forge();

    assertThatThrownBy(() -> forge.branchTip(REPOSITORY, "o/r", "main"))
        .isInstanceOf(ForgeException.Forbidden.class);
  }

  @Test
  @DisplayName("F8 F9 the installation is silent until then, the others go on")
  void only_the_limited_installation_keeps_silent_and_only_so_long() {
    github.on(
        get(urlPathMatching("/repositories/77/.*")),
        json(429, "{\"message\":\"slow\"}").withHeader("Retry-After", "60"));
    github.on(get(urlPathMatching("/repositories/88/.*")), json(200, TIP));
    AtomicReference<Instant> time = new AtomicReference<>(NOW);
    GitHubForge forge = github.forge(clock(time));
    assertThatThrownBy(() -> forge.branchTip(REPOSITORY, "o/r", "main"))
        .isInstanceOf(ForgeException.Unavailable.class);
    assertThat(github.requests()).hasSize(1);

    time.set(NOW.plusSeconds(20));
    ForgeException.Unavailable again =
        catchThrowableOfType(
            ForgeException.Unavailable.class, () -> forge.branchTip(REPOSITORY, "o/r", "main"));
    assertThat(again.retryAfter()).isEqualTo(Duration.ofSeconds(40));
    assertThat(github.requests()).hasSize(1);

    assertThat(forge.branchTip(OTHER_INSTALLATION, "p/q", "main")).contains("abc");

    github.on(get(urlPathMatching("/repositories/77/.*")), json(200, TIP));
    time.set(NOW.plusSeconds(61));
    assertThat(forge.branchTip(REPOSITORY, "o/r", "main")).contains("abc");
  }

  private static Clock clock(AtomicReference<Instant> time) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return time.get();
      }
    };
  }
}
