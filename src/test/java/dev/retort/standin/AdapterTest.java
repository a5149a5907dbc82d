package dev.retort.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retort.forge.ForgeException;
import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads.CheckRun;
import dev.retort.forge.Reads.Comparison;
import dev.retort.forge.Reads.Permission;
import dev.retort.forge.Repository;
import dev.retort.forge.Writes.NewCommit;
import dev.retort.forge.github.GitHubApp;
import dev.retort.forge.github.GitHubForge;
import dev.retort.report.CheckReport;
import dev.retort.report.Suggestions.Suggestion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The real adapter against the stand-in: what it sends is legal, and what it does is seen.
class AdapterTest {
  private StandIn github;
  private HostedRepository shop;
  private HostedPullRequest pull;
  private GitHubForge forge;
  private Repository repository;

  @BeforeEach
  void start() {
    github = StandIn.start(RegisteredApp.retort());
    shop = github.repository("acme/shop");
    shop.commit("main", "Start", Map.of("versions/a.py", "x = 1\ny = 2\nz = 3\n"));
    shop.branch("feature", "main");
    shop.commit("feature", "Work", Map.of("versions/b.py", "p = 1\nq = 2\n"), "ann");
    pull = shop.openPullRequest("Work", "feature", "main", "ann");
    forge = connect();
    repository = new Repository(github.installation(), shop.id(), "acme/shop");
  }

  private GitHubForge connect() {
    return GitHubForge.connect(
        new GitHubApp.Credentials(github.app().id(), github.app().privateKeyPem()),
        URI.create(github.url()));
  }

  @AfterEach
  void stop() {
    github.close();
  }

  private static CheckReport report(int annotations) {
    List<CheckReport.Annotation> all = new ArrayList<>();
    for (int i = 1; i <= annotations; i++) {
      all.add(new CheckReport.Annotation("versions/b.py", 1, 1, "failure", "t" + i, "m" + i));
    }
    return new CheckReport(
        "failure",
        "Two heads",
        "summary",
        "text",
        all,
        List.of(new CheckReport.Action("Repair", "Repairs it", "fix")));
  }

  @Test
  void a_pull_request_is_read_with_its_comparison_and_files() {
    PullRequest read = forge.pullRequest(repository, 1);
    Comparison comparison = forge.compare(repository, "main", read.headSha());

    assertThat(read.headSha()).isEqualTo(pull.headSha());
    assertThat(read.headRepository()).contains("acme/shop");
    assertThat(comparison.baseTip()).isEqualTo(shop.tip("main").orElseThrow());
    assertThat(comparison.files()).extracting(file -> file.path()).containsExactly("versions/b.py");
    assertThat(forge.openPullRequests(repository, "main")).hasSize(1);
    assertThat(forge.pullRequestsAt(repository, pull.headSha())).hasSize(1);
    assertThat(forge.branchTip(repository, "acme/shop", "feature")).contains(pull.headSha());
    assertThat(forge.branchTip(repository, "acme/shop", "none")).isEmpty();
    assertThat(forge.snapshot(repository, pull.headSha()).entries().keySet())
        .containsExactlyInAnyOrder("versions/a.py", "versions/b.py");
  }

  @Test
  void permissions_are_those_of_the_moment() {
    github.account("ann");
    assertThat(forge.permission(repository, "ann")).isEqualTo(Permission.READ);
    shop.permit("ann", HostedRepository.Role.MAINTAIN);
    assertThat(forge.permission(repository, "ann")).isEqualTo(Permission.MAINTAIN);
    shop.permit("ann", HostedRepository.Role.WRITE);
    assertThat(forge.permission(repository, "ann")).isEqualTo(Permission.WRITE);
  }

  @Test
  @DisplayName("F22 120 annotations arrive in batches, none twice")
  void annotations_arrive_in_batches() {
    CheckRun made = forge.createCheckRun(repository, pull.headSha(), "key", report(120));

    PostedCheckRun posted = pull.checkRuns().getFirst();
    assertThat(posted.annotations())
        .extracting(each -> each.get("message").asText())
        .doesNotHaveDuplicates()
        .hasSize(120);
    assertThat(posted.buttons()).hasSize(1);
    assertThat(posted.conclusion()).contains("failure");
    assertThat(forge.checkRuns(repository, pull.headSha()))
        .extracting(CheckRun::id)
        .containsExactly(made.id());
  }

  @Test
  void a_comment_is_written_edited_answered_and_deleted() {
    long id = forge.createComment(repository, 1, "first");
    forge.updateComment(repository, id, "second");
    forge.react(repository, id, "eyes");
    pull.comment("ann", "third");

    assertThat(forge.comments(repository, 1))
        .extracting(comment -> comment.body() + " " + comment.ours())
        .containsExactly("second true", "third false");
    assertThat(pull.comments().getFirst().reactions()).hasSize(1);

    forge.deleteComment(repository, id);
    assertThat(pull.comments()).hasSize(1);
  }

  @Test
  void a_suggestion_on_the_diff_is_posted_and_one_click_commits_it() {
    String body = "```suggestion\np = 10\n```";
    forge.review(
        repository, 1, pull.headSha(), List.of(new Suggestion("versions/b.py", 1, 1, body)));

    assertThat(forge.reviewComments(repository, 1)).extracting(each -> each.ours()).contains(true);
    github.applySuggestion(pull.reviewComments().getFirst(), "ann");
    assertThat(shop.text("feature", "versions/b.py")).contains("p = 10\nq = 2\n");
  }

  @Test
  void our_threads_are_folded_wherever_they_stand_among_others() {
    for (int i = 0; i < 120; i++) {
      pull.commentOnLine("ann", "versions/b.py", 1, "remark " + i);
    }
    forge.review(
        repository,
        1,
        pull.headSha(),
        List.of(
            new Suggestion("versions/b.py", 1, 1, "one"),
            new Suggestion("versions/b.py", 2, 2, "two")));

    assertThat(forge.foldReviewComments(repository, 1, body -> body.equals("one"))).isTrue();

    assertThat(pull.reviewComments())
        .filteredOn(PostedReviewComment::isResolved)
        .extracting(Remark::body)
        .containsExactly("one");
    assertThat(github.requests().count("graphql/ReviewThreads")).isEqualTo(2);
    assertThat(forge.foldReviewComments(repository, 1, body -> body.equals("one"))).isTrue();
    assertThat(github.requests().count("graphql/FoldThreads"))
        .as("what is folded is not folded again")
        .isEqualTo(1);
  }

  @Test
  void a_server_of_ones_own_speaks_graphql_beside_its_rest_interface() {
    GitHubForge own =
        GitHubForge.connect(
            new GitHubApp.Credentials(github.app().id(), github.app().privateKeyPem()),
            URI.create(github.url() + "/api/v3"));
    own.review(
        repository, 1, pull.headSha(), List.of(new Suggestion("versions/b.py", 1, 1, "one")));

    assertThat(own.foldReviewComments(repository, 1, _ -> true)).isTrue();

    assertThat(github.requests().of("graphql/FoldThreads"))
        .extracting(LoggedRequest::path)
        .containsExactly("/api/graphql");
  }

  @Test
  @DisplayName("F17 a line outside the diff refuses the whole review")
  void a_line_outside_the_diff_refuses_the_review() {
    List<Suggestion> both =
        List.of(
            new Suggestion("versions/b.py", 1, 1, "```suggestion\np = 10\n```"),
            new Suggestion("versions/b.py", 40, 40, "```suggestion\np = 10\n```"));
    assertThatThrownBy(() -> forge.review(repository, 1, pull.headSha(), both))
        .isInstanceOf(ForgeException.Refused.class);
    assertThat(pull.reviewComments()).isEmpty();
  }

  @Test
  void a_commit_lands_as_a_fast_forward() {
    String made = forge.createCommit(repository, "acme/shop", change(pull.headSha()));
    assertThat(pull.headSha()).isNotEqualTo(made);
    forge.fastForward(repository, "acme/shop", "feature", made);

    assertThat(pull.headSha()).isEqualTo(made);
    assertThat(shop.text("feature", "versions/b.py")).contains("p = 2\n");
    assertThat(shop.text("feature", "versions/a.py")).contains("x = 1\ny = 2\nz = 3\n");
  }

  @Test
  @DisplayName("F30 A15 a push just before the ref is moved refuses the commit")
  void a_push_in_between_refuses_the_commit() {
    String made = forge.createCommit(repository, "acme/shop", change(pull.headSha()));
    github.faults().on("git/update-ref").before(() -> pull.push("Meanwhile", Map.of("c", "c\n")));

    assertThatThrownBy(() -> forge.fastForward(repository, "acme/shop", "feature", made))
        .isInstanceOf(ForgeException.Refused.class);
    assertThat(shop.text("feature", "c")).contains("c\n");
  }

  @Test
  @DisplayName("F28 a fork that takes no edits is not written to; one that does is")
  void forks_are_written_to_only_where_their_owner_lets_us() {
    HostedRepository fork = shop.fork("bob");
    fork.branch("theirs", "main");
    fork.commit("theirs", "Theirs", Map.of("versions/b.py", "p = 1\n"), "bob");
    HostedPullRequest theirs = shop.openPullRequest("Theirs", fork, "theirs", "main", "bob");
    theirs.allowMaintainerEdits(false);

    PullRequest read = forge.pullRequest(repository, theirs.number());
    assertThat(read.fromFork()).isTrue();
    assertThat(read.maintainerCanModify()).isFalse();
    assertThat(forge.pullRequestsAt(repository, theirs.headSha())).hasSize(1);
    assertThatThrownBy(
            () -> {
              String made = forge.createCommit(repository, "bob/shop", change(theirs.headSha()));
              forge.fastForward(repository, "bob/shop", "theirs", made);
            })
        .isInstanceOf(ForgeException.class);

    theirs.allowMaintainerEdits(true);
    String made = forge.createCommit(repository, "bob/shop", change(theirs.headSha()));
    forge.fastForward(repository, "bob/shop", "theirs", made);
    assertThat(theirs.headSha()).isEqualTo(made);
  }

  private static NewCommit change(String parent) {
    byte[] content = "p = 2\n".getBytes(StandardCharsets.UTF_8);
    return new NewCommit(
        parent, "Repair", new TreeMap<>(Map.of("versions/b.py", Optional.of(content))));
  }

  @Test
  @DisplayName("F11 a comment whose answer was lost is stored once and not sent again")
  void a_lost_answer_is_not_followed_by_a_second_comment() {
    github.faults().on("issues/create-comment").loseAnswer();

    assertThatThrownBy(() -> forge.createComment(repository, 1, "once"))
        .isInstanceOf(ForgeException.Unavailable.class);
    assertThat(pull.comments()).hasSize(1);
    assertThat(github.requests().count("issues/create-comment")).isEqualTo(1);
  }

  @Test
  @DisplayName("F19 a deleted fork leaves a pull request without a head repository")
  void a_deleted_fork_leaves_the_pull_request() {
    HostedRepository fork = shop.fork("bob");
    fork.branch("theirs", "main");
    fork.commit("theirs", "Theirs", Map.of("c.py", "c\n"), "bob");
    HostedPullRequest theirs = shop.openPullRequest("Theirs", fork, "theirs", "main", "bob");
    github.delete(fork);

    PullRequest read = forge.pullRequest(repository, theirs.number());
    assertThat(read.headRepository()).isEqualTo(Optional.empty());
    assertThat(forge.snapshot(repository, theirs.headSha()).entries()).containsKey("c.py");
  }
}
