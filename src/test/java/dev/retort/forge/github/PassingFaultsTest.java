package dev.retort.forge.github;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.retort.forge.github.GitHubScenario.NOW;
import static dev.retort.forge.github.GitHubScenario.OTHER_INSTALLATION;
import static dev.retort.forge.github.GitHubScenario.REPOSITORY;
import static dev.retort.forge.github.GitHubScenario.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.retort.forge.ForgeException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PassingFaultsTest {
  private static final String REF = "/repositories/77/git/ref/heads/main";
  private static final String TIP = "{\"object\":{\"sha\":\"abc\"}}";

  private final GitHubScenario github = new GitHubScenario();
  private final GitHubForge forge = github.forge();

  @AfterEach
  void stop() {
    github.close();
  }

  @Test
  @DisplayName("F10 a read survives three 502s")
  void a_read_is_repeated() {
    github.on(
        get(urlEqualTo(REF)), List.of(json(502, ""), json(502, ""), json(502, ""), json(200, TIP)));

    assertThat(forge.branchTip(REPOSITORY, "o/r", "main")).contains("abc");
    assertThat(github.requests()).hasSize(4);
  }

  @Test
  @DisplayName("F10 a fourth 502 is handed to the caller")
  void a_read_is_not_repeated_for_ever() {
    github.on(get(urlEqualTo(REF)), json(502, "{\"message\":\"Server Error\"}"));

    assertThatThrownBy(() -> forge.branchTip(REPOSITORY, "o/r", "main"))
        .isInstanceOf(ForgeException.Unavailable.class)
        .hasMessage("GET " + REF + ": 502 Server Error");
    assertThat(github.requests()).hasSize(4);
  }

  @Test
  @DisplayName("F11 a write that may have been stored is never sent twice")
  void a_write_is_not_repeated() {
    String comments = "/repositories/77/issues/3/comments";
    github.on(post(urlEqualTo(comments)), json(502, ""));
    assertThatThrownBy(() -> forge.createComment(REPOSITORY, 3, "hello"))
        .isInstanceOf(ForgeException.Unavailable.class);
    assertThat(github.requests()).hasSize(1);

    github.on(
        post(urlEqualTo(comments)), WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    assertThatThrownBy(() -> forge.createComment(REPOSITORY, 3, "hello"))
        .isInstanceOf(ForgeException.Unavailable.class)
        .hasMessageStartingWith("POST " + comments);
    assertThat(github.requests()).hasSize(2);
  }

  @Test
  @DisplayName("F12 an answer that stalls is given up and asked for again")
  void a_stalled_read_is_repeated() {
    GitHubForge hasty = github.forge(GitHubScenario.HASTY, Clock.fixed(NOW, ZoneOffset.UTC));
    github.on(get(urlEqualTo(REF)), List.of(json(200, TIP).withFixedDelay(60_000), json(200, TIP)));

    assertThat(hasty.branchTip(REPOSITORY, "o/r", "main")).contains("abc");
    assertThat(github.requests()).hasSize(2);
  }

  @Test
  @DisplayName("F12 one that always stalls is unavailable, and the others are unharmed")
  void a_read_that_always_stalls_is_unavailable() {
    GitHubForge hasty = github.forge(GitHubScenario.HASTY, Clock.fixed(NOW, ZoneOffset.UTC));
    github.on(get(urlEqualTo(REF)), json(200, TIP).withFixedDelay(60_000));
    github.on(get(urlEqualTo("/repositories/88/git/ref/heads/main")), json(200, TIP));

    assertThatThrownBy(() -> hasty.branchTip(REPOSITORY, "o/r", "main"))
        .isInstanceOf(ForgeException.Unavailable.class)
        .hasMessageContaining("GET " + REF)
        .hasMessageContaining("no answer");
    assertThat(hasty.branchTip(OTHER_INSTALLATION, "p/q", "main")).contains("abc");
  }

  @Test
  @DisplayName("F13 what is not there, or not yet, is not found")
  void a_404_is_not_found() {
    github.on(
        get(urlPathEqualTo("/repositories/77/pulls/9")), json(404, "{\"message\":\"Not Found\"}"));

    assertThatThrownBy(() -> forge.pullRequest(REPOSITORY, 9))
        .isInstanceOf(ForgeException.NotFound.class)
        .hasMessage("GET /repositories/77/pulls/9: 404 Not Found");
    assertThat(github.requests()).hasSize(1);
  }

  @Test
  void an_answer_that_makes_no_sense_is_unavailable() {
    github.on(get(urlPathEqualTo("/repositories/77/pulls/9")), json(200, "<html>"));

    assertThatThrownBy(() -> forge.pullRequest(REPOSITORY, 9))
        .isInstanceOf(ForgeException.Unavailable.class)
        .hasMessageContaining("could not be read");
    assertThat(github.requests()).hasSize(1);
  }
}
