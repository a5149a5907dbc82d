package dev.retort.forge.github;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.retort.forge.github.GitHubScenario.REPOSITORY;
import static dev.retort.forge.github.GitHubScenario.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.forge.PullRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PullRequestsTest {
  private static final String REPO = "{\"id\":77,\"full_name\":\"o/r\"}";

  private final GitHubScenario github = new GitHubScenario();
  private final GitHubForge forge = github.forge();

  @AfterEach
  void stop() {
    github.close();
  }

  private static String pullRequest(int number, String user, String headRepo, String sha) {
    return """
    {"number":%d,"title":"t","state":"open","draft":false,"user":%s,"mergeable_state":"unknown",
     "head":{"ref":"topic","sha":"%s","user":null,"repo":%s},
     "base":{"ref":"main","sha":"b","repo":%s}}\
    """
        .formatted(number, user, sha, headRepo, REPO);
  }

  @Test
  void a_deleted_fork_and_a_deleted_author_are_no_obstacle() {
    github.on(
        get(urlEqualTo("/repositories/77/pulls/3")),
        json(200, pullRequest(3, "null", "null", "abc")));

    PullRequest read = forge.pullRequest(REPOSITORY, 3);

    assertThat(read.headRepository()).isEmpty();
    assertThat(read.fromFork()).isTrue();
    assertThat(read.author()).isEqualTo("ghost");
    assertThat(github.requests()).hasSize(1);
  }

  @Test
  @DisplayName(
      "F18 where GitHub relates a fork's commit to nothing, the open ones are looked through")
  void a_fork_that_github_does_not_relate_is_found() {
    github.on(get(urlEqualTo("/repositories/77/commits/abc/pulls?per_page=100")), json(200, "[]"));
    github.on(
        get(urlEqualTo("/repositories/77/pulls?state=open&per_page=100")),
        json(
            200,
            "["
                + pullRequest(3, "{\"login\":\"bob\"}", "{\"id\":5,\"full_name\":\"b/r\"}", "abc")
                + ","
                + pullRequest(4, "{\"login\":\"ann\"}", REPO, "other")
                + "]"));

    assertThat(forge.pullRequestsAt(REPOSITORY, "abc"))
        .extracting(PullRequest::number)
        .containsExactly(3);
    assertThat(github.requests()).hasSize(2);
  }
}
