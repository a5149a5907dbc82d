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
    discuss();
    check();

    readsTheRepository();
    readsChecks();
    readsGit();
    readsThePullRequest();
    readsTheConversation();
    readsWhatTheTokenMay();
    client = Client.asApp(github);
    readsTheApp();
  }

  /// A comment by each side, a reaction and a review of a line.
  private void discuss() {
    pull.comment("ann", "Please look");
    client.post(SHOP + "/issues/1/comments", "body", "I looked");
    client.post(
        SHOP + "/issues/comments/" + pull.comments().getLast().id() + "/reactions",
        "content",
        "eyes");
    client.post(
        SHOP + "/pulls/1/reviews",
        "event",
        "COMMENT",
        "comments",
        List.of(Map.of("path", "versions/b.py", "line", 1, "side", "RIGHT", "body", "hm")));
  }

  private void check() {
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
  }

  private void readsTheRepository() {
    String head = pull.headSha();
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
  }

  private void readsChecks() {
    String head = pull.headSha();
    PostedCheckRun run = pull.checkRuns().getLast();
    reads(SHOP + "/commits/" + head + "/check-runs?check_name=retort&filter=all");
    reads(SHOP + "/commits/" + head + "/check-suites");
    reads(SHOP + "/check-runs/" + run.id());
    reads(SHOP + "/check-runs/" + run.id() + "/annotations");
    reads(SHOP + "/check-suites/" + run.suite());
    reads(SHOP + "/check-suites/" + run.suite() + "/check-runs");
  }

  private void readsGit() {
    String head = pull.headSha();
    reads(SHOP + "/git/trees/" + head + "?recursive=1");
    reads(SHOP + "/git/trees/" + shop.commit(head).orElseThrow().getTree().name());
    reads(SHOP + "/git/blobs/" + shop.objects().blob("x = 1\ny = 2\n".getBytes(UTF_8)).name());
    reads(SHOP + "/git/commits/" + head);
    reads(SHOP + "/git/ref/heads/main");
    reads(SHOP + "/git/matching-refs/heads/");
  }

  private void readsThePullRequest() {
    String review = SHOP + "/pulls/1/reviews/" + pull.reviews().getFirst().id();
    reads(SHOP + "/pulls?state=open&base=main");
    reads(SHOP + "/pulls/1");
    reads(SHOP + "/pulls/1/files");
    reads(SHOP + "/pulls/1/commits");
    reads(SHOP + "/pulls/1/reviews");
    reads(SHOP + "/pulls/1/comments");
    reads(review);
    reads(review + "/comments");
    reads(SHOP + "/pulls/comments/" + pull.reviewComments().getLast().id());
    // Once more with a label, which is an event of the conversation too.
    pull.label("ann", "docs");
    reads(SHOP + "/pulls/1");
  }

  private void readsTheConversation() {
    String comment = SHOP + "/issues/comments/" + pull.comments().getLast().id();
    reads(SHOP + "/issues/1/comments");
    reads(SHOP + "/issues/1/events");
    reads(comment);
    reads(comment + "/reactions");
  }

  private void readsWhatTheTokenMay() {
    reads("/installation/repositories");
    reads("/rate_limit");
  }

  private void readsTheApp() {
    reads("/app");
    reads("/app/installations");
    reads("/app/installations/" + github.installation());
    reads(SHOP + "/installation");
  }
}
