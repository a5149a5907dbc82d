package dev.retort.forge.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.retort.forge.Repository;
import dev.retort.standin.LegalRequest;
import dev.retort.standin.SharedKey;
import java.net.URI;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// A GitHub whose every answer is written down beforehand, for faults that a well-behaved one never
/// shows. Token requests are answered; all else must be arranged.
final class GitHubScenario implements AutoCloseable {
  static final long APP = 4711;
  static final Repository REPOSITORY = new Repository(5, 77, "o/r");
  static final Repository OTHER_INSTALLATION = new Repository(6, 88, "p/q");
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /// Long enough for a busy machine, without a pause between tries.
  static final Timeouts PATIENT =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMillis(1),
          4,
          Duration.ofSeconds(15));

  /// Gives a stalling answer up soon.
  static final Timeouts HASTY =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofMillis(1500),
          Duration.ofSeconds(30),
          Duration.ofMillis(1),
          2,
          Duration.ofSeconds(15));

  static final KeyPair KEYS = SharedKey.pair();

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  GitHubScenario() {
    server.start();
    for (long installation : new long[] {5, 6}) {
      server.stubFor(
          post(urlEqualTo("/app/installations/" + installation + "/access_tokens"))
              .atPriority(10)
              .willReturn(token("token-of-" + installation, NOW.plusSeconds(3600))));
    }
  }

  static String pkcs8() {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(KEYS.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  static ResponseDefinitionBuilder token(String token, Instant ends) {
    return json(201, "{\"token\":\"" + token + "\",\"expires_at\":\"" + ends + "\"}");
  }

  static ResponseDefinitionBuilder json(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody(body);
  }

  URI address() {
    return URI.create("http://localhost:" + server.port());
  }

  GitHubForge forge() {
    return forge(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  GitHubForge forge(Clock clock) {
    return forge(PATIENT, clock);
  }

  GitHubForge forge(Timeouts timeouts, Clock clock) {
    return GitHubForge.connect(new GitHubApp.Credentials(APP, pkcs8()), address(), timeouts, clock);
  }

  void on(MappingBuilder request, ResponseDefinitionBuilder answer) {
    StubMapping _ = server.stubFor(request.willReturn(answer));
  }

  /// Answers one after the other; the last stays.
  void on(MappingBuilder request, List<ResponseDefinitionBuilder> answers) {
    for (int i = 0; i < answers.size(); i++) {
      StubMapping _ =
          server.stubFor(
              request
                  .withId(UUID.randomUUID())
                  .inScenario("one after the other")
                  .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "answered " + i)
                  .willSetStateTo("answered " + Math.min(i + 1, answers.size() - 1))
                  .willReturn(answers.get(i)));
    }
  }

  /// In order, token requests left out.
  List<LoggedRequest> requests() {
    return all().stream().filter(r -> !r.getUrl().startsWith("/app/")).toList();
  }

  List<LoggedRequest> tokenRequests() {
    return all().stream().filter(r -> r.getUrl().startsWith("/app/installations/")).toList();
  }

  private List<LoggedRequest> all() {
    return server.findAll(anyRequestedFor(anyUrl()));
  }

  /// Every request that was made, also one that met a fault, must be one that GitHub's interface
  /// describes.
  @Override
  public void close() {
    List<String> illegal =
        all().stream()
            .flatMap(sent ->
                LegalRequest.faults(sent.getMethod().getName(), sent.getUrl(), sent.getBody())
                    .stream())
            .toList();
    server.stop();
    assertThat(illegal).as("illegal requests").isEmpty();
  }
}
