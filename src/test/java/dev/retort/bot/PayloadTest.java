package dev.retort.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.forge.PullRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What lies in a database was written by a server that ran before, and is read by one that runs
/// later.
class PayloadTest {
  private static final PullRequest PULL =
      new PullRequest(
          7,
          "Work",
          "ann",
          new PullRequest.State(true, false, true),
          new PullRequest.Head("0a1b", "feature", Optional.of("acme/shop"), false, true),
          new PullRequest.Base("release", "main"),
          List.of("db"),
          new PullRequest.Remarks(3, -1),
          PullRequest.Stack.NONE);

  @Test
  void a_pull_request_is_stored_without_its_groups() {
    String stored =
        """
        {"number":7,"title":"Work","open":true,"merged":false,"draft":true,"author":"ann",\
        "headSha":"0a1b","headBranch":"feature","headRepository":"acme/shop","fromFork":false,\
        "maintainerCanModify":true,"baseBranch":"release","defaultBranch":"main",\
        "labels":["db"],"comments":3,"reviewComments":-1}\
        """;

    assertThat(Payload.read(stored, PullRequest.class)).isEqualTo(PULL);
    assertThat(Payload.read(Payload.write(PULL), PullRequest.class)).isEqualTo(PULL);
    assertThat(Payload.write(PULL)).contains("\"headSha\":\"0a1b\"").doesNotContain("{\"sha\"");
  }

  @Test
  void a_deleted_fork_and_labels_that_nobody_wrote_down_are_none() {
    PullRequest read =
        Payload.read(
            """
            {"number":7,"title":"Work","open":true,"merged":false,"draft":true,"author":"ann",\
            "headSha":"0a1b","headBranch":"feature","headRepository":null,"fromFork":true,\
            "maintainerCanModify":true,"baseBranch":"release","defaultBranch":"main",\
            "comments":3,"reviewComments":-1}\
            """,
            PullRequest.class);

    assertThat(read.headRepository()).isEmpty();
    assertThat(read.labels()).isEmpty();
  }
}
