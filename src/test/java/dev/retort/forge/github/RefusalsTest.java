package dev.retort.forge.github;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.retort.forge.github.GitHubScenario.REPOSITORY;
import static dev.retort.forge.github.GitHubScenario.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.retort.forge.ForgeException;
import dev.retort.forge.Reads.Permission;
import dev.retort.report.CheckReport;
import dev.retort.report.Suggestions.Suggestion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private static final CheckReport REPORT =
      new CheckReport("success", "Whole", "Nothing to do.", "", List.of(), List.of());

  private final GitHubScenario github = new GitHubScenario();
  private final GitHubForge forge = github.forge();

  @AfterEach
  void stop() {
    github.close();
  }

  @Test
  @DisplayName("F16 the missing permission is named as GitHub names it")
  void the_header_names_the_permission() {
    github.on(
        post(urlEqualTo("/repositories/77/check-runs")),
        json(403, "{\"message\":\"Resource not accessible by integration\"}")
            .withHeader("X-Accepted-GitHub-Permissions", "checks=write"));

    assertThatThrownBy(() -> forge.createCheckRun(REPOSITORY, "abc", "key", REPORT))
        .isInstanceOf(ForgeException.Forbidden.class)
        .hasMessageContaining("POST /repositories/77/check-runs")
        .hasMessageContaining("Resource not accessible by integration")
        .hasMessageContaining("lacks the permission `checks: write`")
        .asInstanceOf(type(ForgeException.Forbidden.class))
        .returns(Optional.of("checks: write"), ForgeException.Forbidden::missingPermission);
  }

  @Test
  @DisplayName("F16 where GitHub doesn't name it, the path does")
  void the_path_names_the_permission() {
    github.on(
        get(urlPathEqualTo("/repositories/77/git/ref/heads/main")),
        json(403, "{\"message\":\"Resource not accessible by integration\"}"));

    assertThatThrownBy(() -> forge.branchTip(REPOSITORY, "o/r", "main"))
        .isInstanceOf(ForgeException.Forbidden.class)
        .hasMessageContaining("lacks the permission `contents: read`");
  }

  @Test
  @DisplayName("F17 a line that is not in the diff is refused, with GitHub's reason")
  void a_review_off_the_diff_is_refused() {
    github.on(
        post(urlEqualTo("/repositories/77/pulls/3/reviews")),
        json(
            422,
            "{\"message\":\"Unprocessable Entity\",\"errors\":[\"Line could not be resolved\"]}"));

    assertThatThrownBy(
            () -> forge.review(REPOSITORY, 3, "abc", List.of(new Suggestion("a.py", 3, 4, "x"))))
        .isInstanceOf(ForgeException.Refused.class)
        .hasMessageContaining("422 Unprocessable Entity; Line could not be resolved");
  }

  @Test
  @DisplayName("F37 a commit that is gone is refused, so that the head is read again")
  void an_unknown_commit_is_refused() {
    github.on(
        post(urlEqualTo("/repositories/77/check-runs")),
        json(422, "{\"message\":\"No commit found for SHA: abc\"}"));

    assertThatThrownBy(() -> forge.createCheckRun(REPOSITORY, "abc", "key", REPORT))
        .isInstanceOf(ForgeException.Refused.class)
        .hasMessageContaining("No commit found for SHA");
  }

  @Test
  @DisplayName("F30 A15 a branch that has moved is not overwritten")
  void a_push_that_is_no_fast_forward_is_refused() {
    github.on(
        patch(urlEqualTo("/repositories/77/git/refs/heads/feature/x")),
        json(422, "{\"message\":\"Update is not a fast forward\"}"));

    assertThatThrownBy(() -> forge.fastForward(REPOSITORY, "o/r", "feature/x", "abc"))
        .isInstanceOf(ForgeException.Refused.class)
        .hasMessageContaining("not a fast forward");
    assertThat(github.requests().getFirst().getBodyAsString())
        .isEqualTo("{\"sha\":\"abc\",\"force\":false}");
  }

  @Test
  void somebody_unknown_may_nothing() {
    github.on(
        get(urlEqualTo("/repositories/77/collaborators/nobody/permission")),
        json(404, "{\"message\":\"nobody is not a user\"}"));

    assertThat(forge.permission(REPOSITORY, "nobody")).isEqualTo(Permission.NONE);
  }

  @Test
  void a_branch_that_is_not_there_has_no_tip() {
    github.on(
        get(urlEqualTo("/repositories/77/git/ref/heads/gone")),
        json(404, "{\"message\":\"Not Found\"}"));

    assertThat(forge.branchTip(REPOSITORY, "o/r", "gone")).isEmpty();
  }

  @Test
  @DisplayName("A8 no message quotes a token")
  void messages_hold_no_secret() {
    github.on(get(urlPathEqualTo("/repositories/77/pulls/9")), json(403, "{\"message\":\"no\"}"));

    assertThatThrownBy(() -> forge.pullRequest(REPOSITORY, 9))
        .satisfies(e -> {
          for (Throwable t = e; t != null; t = t.getCause()) {
            assertThat(t.toString()).doesNotContain("token-of-5").doesNotContain("Bearer");
          }
        });
    assertThat(github.requests().getFirst().getHeader("Authorization"))
        .isEqualTo("Bearer token-of-5");
  }
}
