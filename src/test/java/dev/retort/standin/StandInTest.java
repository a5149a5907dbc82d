package dev.retort.standin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every kind of read, answered as GitHub's interface says; closing the stand-in fails the test
/// where an answer drifts from it.
class StandInTest {
  private static final String SHOP = "/repos/acme/shop";

  private StandIn github;
  private HostedRepository shop;
  private HostedPullRequest pull;
  private Client client;

  @BeforeEach
  void start() {
    github = StandIn.start(RegisteredApp.retort());
    shop = github.repository("acme/shop");
    shop.commit(
        "main", "Start", Map.of("README.md", "A shop\n", "versions/a.py", "x = 1\ny = 2\n"));
    shop.branch("feature", "main");
    shop.commit("feature", "Work", Map.of("versions/b.py", "z = 1\n"), "ann");
    pull = shop.openPullRequest("Work", "feature", "main", "ann");
    client = Client.asInstallation(github);
  }

  @AfterEach
  void stop() {
    github.close();
  }

  private void reads(String path) {
    assertThat(client.get(path)).extracting(Client.Reply::status).as(path).isEqualTo(200);
    assertThat(github.driftedAnswers()).as(path).isEmpty();
  }

  @Test
  void every_read_has_the_shape_that_github_describes() {
    pull.comment("ann", "Please look");
    client.post(SHOP + "/issues/1/comments", "body", "I looked");
    long comment = pull.comments().getLast().id();
    client.post(SHOP + "/issues/comments/" + comment + "/reactions", "content", "eyes");
    client.post(
        SHOP + "/pulls/1/reviews",
        "event",
        "COMMENT",
        "comments",
        List.of(Map.of("path", "versions/b.py", "line", 1, "side", "RIGHT", "body", "hm")));
    long line = pull.reviewComments().getLast().id();
    client.post(
        SHOP + "/check-runs",
        "name",
        "retort",
        "head_sha",
        pull.headSha(),
        "status",
        "completed",
        "conclusion",
        "failure",
        "output",
        Map.of(
            "title", "t",
            "summary", "s",
            "annotations",
                List.of(
                    Map.of(
                        "path", "versions/b.py",
                        "start_line", 1,
                        "end_line", 1,
                        "annotation_level", "failure",
                        "message", "m"))));
    PostedCheckRun run = pull.checkRuns().getLast();
    String head = pull.headSha();
    String tree = shop.commit(head).orElseThrow().getTree().name();

    reads(SHOP);
    reads("/repositories/" + shop.id());
    reads("/repositories/" + shop.id() + "/pulls/1");
    reads(SHOP + "/branches/main");
    reads(SHOP + "/collaborators/ann/permission");
    reads(SHOP + "/contents/README.md?ref=main");
    reads(SHOP + "/contents/versions?ref=" + head);
    reads(SHOP + "/compare/main..." + head);
    reads(SHOP + "/commits");
    reads(SHOP + "/commits/" + head);
    reads(SHOP + "/commits/" + head + "/pulls");
    reads(SHOP + "/commits/" + head + "/check-runs?check_name=retort&filter=all");
    reads(SHOP + "/commits/" + head + "/check-suites");
    reads(SHOP + "/check-runs/" + run.id());
    reads(SHOP + "/check-runs/" + run.id() + "/annotations");
    reads(SHOP + "/check-suites/" + run.suite());
    reads(SHOP + "/check-suites/" + run.suite() + "/check-runs");
    reads(SHOP + "/git/trees/" + head + "?recursive=1");
    reads(SHOP + "/git/trees/" + tree);
    reads(SHOP + "/git/blobs/" + shop.objects().blob("x = 1\ny = 2\n".getBytes(UTF_8)).name());
    reads(SHOP + "/git/commits/" + head);
    reads(SHOP + "/git/ref/heads/main");
    reads(SHOP + "/git/matching-refs/heads/");
    reads(SHOP + "/pulls?state=open&base=main");
    reads(SHOP + "/pulls/1");
    reads(SHOP + "/pulls/1/files");
    reads(SHOP + "/pulls/1/commits");
    reads(SHOP + "/pulls/1/reviews");
    reads(SHOP + "/pulls/1/comments");
    reads(SHOP + "/pulls/1/reviews/" + pull.reviews().getFirst().id());
    reads(SHOP + "/pulls/1/reviews/" + pull.reviews().getFirst().id() + "/comments");
    reads(SHOP + "/pulls/comments/" + line);
    reads(SHOP + "/issues/1/comments");
    pull.label("ann", "docs");
    reads(SHOP + "/pulls/1");
    reads(SHOP + "/issues/1/events");
    reads(SHOP + "/issues/comments/" + comment);
    reads(SHOP + "/issues/comments/" + comment + "/reactions");
    reads("/installation/repositories");
    reads("/rate_limit");
    client = Client.asApp(github);
    reads("/app");
    reads("/app/installations");
    reads("/app/installations/" + github.installation());
    reads(SHOP + "/installation");
  }
}
