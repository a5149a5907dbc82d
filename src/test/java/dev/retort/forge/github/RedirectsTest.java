package dev.retort.forge.github;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.retort.forge.github.GitHubScenario.REPOSITORY;
import static dev.retort.forge.github.GitHubScenario.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import dev.retort.forge.ForgeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
  private final GitHubScenario github = new GitHubScenario();
  private final GitHubForge forge = github.forge();

  @AfterEach
  void stop() {
    github.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  @DisplayName("F33 a POST that is sent elsewhere stays a POST with its body")
  void a_post_stays_a_post(int status) {
    github.on(
        post(urlEqualTo("/repositories/77/issues/3/comments")),
        json(status, "{}")
            .withHeader("Location", github.address() + "/repositories/99/issues/3/comments"));
    github.on(post(urlEqualTo("/repositories/99/issues/3/comments")), json(201, "{\"id\":12345}"));

    assertThat(forge.createComment(REPOSITORY, 3, "hello")).isEqualTo(12345);

    assertThat(github.requests())
        .hasSize(2)
        .allSatisfy(request -> {
          assertThat(request.getMethod()).isEqualTo(RequestMethod.POST);
          assertThat(request.getBodyAsString()).isEqualTo("{\"body\":\"hello\"}");
          assertThat(request.getHeader("Authorization")).isEqualTo("Bearer token-of-5");
        });
  }

  @Test
  @DisplayName("F33 a renamed repository is addressed by its id, whatever its name was")
  void addresses_carry_the_id_alone() {
    github.on(
        get(urlEqualTo("/repositories/77/git/ref/heads/main")),
        json(200, "{\"object\":{\"sha\":\"abc\"}}"));

    assertThat(forge.branchTip(REPOSITORY, "o/r", "main")).contains("abc");
  }

  @Test
  @DisplayName("A8 another host gets neither the token nor a request")
  void another_host_is_not_followed() {
    WireMockServer stranger = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    stranger.start();
    try {
      stranger.stubFor(any(anyUrl()).willReturn(json(200, "{\"object\":{\"sha\":\"evil\"}}")));
      github.on(
          get(urlEqualTo("/repositories/77/git/ref/heads/main")),
          json(302, "").withHeader("Location", "http://localhost:" + stranger.port() + "/x"));

      assertThatThrownBy(() -> forge.branchTip(REPOSITORY, "o/r", "main"))
          .isInstanceOf(ForgeException.Refused.class)
          .hasMessageContaining("another host");
      assertThat(stranger.findAll(WireMock.anyRequestedFor(anyUrl()))).isEmpty();
    } finally {
      stranger.stop();
    }
  }

  @Test
  @DisplayName("A8 a next page on another host is not fetched")
  void a_foreign_next_page_is_not_followed() {
    github.on(
        get(urlEqualTo("/repositories/77/issues/3/comments?per_page=100")),
        json(200, "[]").withHeader("Link", "<http://127.0.0.1:9/x>; rel=\"next\""));

    assertThatThrownBy(() -> forge.comments(REPOSITORY, 3))
        .isInstanceOf(ForgeException.Refused.class)
        .hasMessageContaining("another host");
  }

  @Test
  void a_circle_of_redirects_ends() {
    github.on(
        get(urlEqualTo("/repositories/77/git/ref/heads/main")),
        json(301, "").withHeader("Location", "/repositories/77/git/ref/heads/main"));

    assertThatThrownBy(() -> forge.branchTip(REPOSITORY, "o/r", "main"))
        .isInstanceOf(ForgeException.Unavailable.class)
        .hasMessageContaining("redirected");
  }
}
