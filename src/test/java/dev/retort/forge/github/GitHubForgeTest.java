package dev.retort.forge.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.retort.alembic.SourceTree.Kind;
import dev.retort.change.Snapshot;
import dev.retort.forge.CheckRun;
import dev.retort.forge.Comment;
import dev.retort.forge.Comparison;
import dev.retort.forge.ForgeException;
import dev.retort.forge.NewCommit;
import dev.retort.forge.Permission;
import dev.retort.forge.PullRequest;
import dev.retort.forge.Repository;
import dev.retort.report.CheckReport;
import dev.retort.report.Suggestion;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.HostedRepository.Role;
import dev.retort.standin.LoggedRequest;
import dev.retort.standin.PostedCheckRun;
import dev.retort.standin.PostedReviewComment;
import dev.retort.standin.RegisteredApp;
import dev.retort.standin.StandIn;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Every method of the port against a GitHub that keeps state, each with what it costs in requests.
class GitHubForgeTest {
  private StandIn github;
  private HostedRepository shop;
  private HostedPullRequest pull;
  private GitHubForge forge;
  private Repository repository;

  @BeforeEach
  void start() {
    github = StandIn.start(RegisteredApp.retort());
    shop = github.repository("acme/shop");
    shop.commit(
        "main",
        "Start",
        Map.of(
            "README.md", "A shop\n", "versions/a.py", "x = 1\ny = 2\n", "versions/old.py", "o\n"));
    shop.branch("feature", "main");
    shop.commit("feature", "Work", Map.of("versions/b.py", "z = 1\nq = 2\nr = 3\n"), "ann");
    pull = shop.openPullRequest("Work", "feature", "main", "ann");
    forge =
        GitHubForge.connect(
            new GitHubApp.Credentials(github.app().id(), github.app().privateKeyPem()),
            URI.create(github.url()));
    repository = new Repository(github.installation(), shop.id(), "acme/shop");
  }

  @AfterEach
  void stop() {
    github.close();
  }

  /// By GitHub's names of operations; the token is left out.
  private Map<String, Long> requests() {
    Map<String, Long> counts = new HashMap<>(github.requests().counts());
    counts.remove("apps/create-installation-access-token");
    github.requests().clear();
    return counts;
  }

  private static CheckReport report(int annotations) {
    return new CheckReport(
        annotations == 0 ? "success" : "failure",
        "title",
        "summary",
        "text",
        IntStream.range(0, annotations)
            .mapToObj(
                i -> new CheckReport.Annotation("versions/b.py", 1, 2, "failure", "t", "m" + i))
            .toList(),
        List.of(new CheckReport.Action("Repair this branch", "Commits the repair", "fix")));
  }

  @Test
  void a_pull_request_costs_one_request() {
    pull.comment("ann", "hello");

    assertThat(forge.pullRequest(repository, 1))
        .isEqualTo(
            new PullRequest(
                1,
                "Work",
                true,
                false,
                false,
                "ann",
                pull.headSha(),
                "feature",
                Optional.of("acme/shop"),
                false,
                false,
                "main",
                "main",
                1,
                0));
    assertThat(requests()).isEqualTo(Map.of("pulls/get", 1L));
    forge.pullRequest(repository, 1);
    assertThat(github.requests().all())
        .as("what has not changed is not sent again, which costs nothing of the limit")
        .extracting(LoggedRequest::status)
        .containsExactly(304);
    pull.comment("ann", "and again");
    assertThat(forge.pullRequest(repository, 1).comments()).isEqualTo(2);
  }

  @Test
  void a_forks_pull_request_says_where_its_head_lives() {
    HostedRepository fork = shop.fork("bob");
    fork.commit("topic", "Fork work", Map.of("f.py", "f\n"), "bob");
    HostedPullRequest fromFork = shop.openPullRequest("From afar", fork, "topic", "main", "bob");
    fromFork.allowMaintainerEdits(true);

    PullRequest read = forge.pullRequest(repository, fromFork.number());

    assertThat(read.fromFork()).isTrue();
    assertThat(read.headRepository()).contains("bob/shop");
    assertThat(read.maintainerCanModify()).isTrue();
  }

  @Test
  void open_pull_requests_onto_a_branch_cost_one_request_for_each_hundred() {
    shop.branch("release", "main");
    shop.branch("other", "feature");
    HostedPullRequest onto = shop.openPullRequest("Other", "other", "release", "ann");
    onto.convertToDraft();

    List<PullRequest> found = forge.openPullRequests(repository, "release");

    assertThat(found).extracting(PullRequest::number).containsExactly(onto.number());
    assertThat(found.getFirst().draft()).isTrue();
    assertThat(found.getFirst().comments()).as("a list doesn't say").isEqualTo(-1);
    assertThat(requests()).isEqualTo(Map.of("pulls/list", 1L));
    onto.close();
    assertThat(forge.openPullRequests(repository, "release")).isEmpty();
  }

  @Test
  @DisplayName("F18 a pull request is found by its head alone, a fork's too")
  void pull_requests_are_found_by_their_head() {
    HostedRepository fork = shop.fork("bob");
    String head = fork.commit("topic", "Fork work", Map.of("f.py", "f\n"), "bob");
    HostedPullRequest fromFork = shop.openPullRequest("From afar", fork, "topic", "main", "bob");

    assertThat(forge.pullRequestsAt(repository, pull.headSha()))
        .extracting(PullRequest::number)
        .containsExactly(pull.number());
    assertThat(requests()).isEqualTo(Map.of("repos/list-pull-requests-associated-with-commit", 1L));
    assertThat(forge.pullRequestsAt(repository, head))
        .extracting(PullRequest::number)
        .containsExactly(fromFork.number());
    String base = shop.tip("main").orElseThrow();
    assertThat(forge.pullRequestsAt(repository, base)).isEmpty();
  }

  @Test
  void a_comparison_costs_one_request() {
    String mergeBase = shop.tip("main").orElseThrow();
    shop.commit("main", "Meanwhile", Map.of("other.txt", "o\n"));

    Comparison comparison = forge.compare(repository, "main", pull.headSha());

    assertThat(comparison.baseTip()).isEqualTo(shop.tip("main").orElseThrow());
    assertThat(comparison.mergeBase()).isEqualTo(mergeBase);
    assertThat(comparison.files())
        .containsExactly(new Comparison.ChangedFile("versions/b.py", "versions/b.py"));
    assertThat(comparison.complete()).isTrue();
    assertThat(comparison.lines().holds("versions/b.py", 1, 3)).isTrue();
    assertThat(comparison.lines().holds("versions/b.py", 1, 4)).isFalse();
    assertThat(requests()).hasSize(1).containsValue(1L);
  }

  @Test
  void a_renamed_file_says_what_it_was() {
    shop.commitFiles(
        "feature",
        "Rename",
        Map.of(
            "versions/a.py", Optional.empty(),
            "versions/renamed.py", Optional.of("x = 1\ny = 2\n".getBytes(UTF_8))),
        "ann");

    assertThat(forge.compare(repository, "main", pull.headSha()).files())
        .contains(new Comparison.ChangedFile("versions/renamed.py", "versions/a.py"));
  }

  @Test
  @DisplayName("F23 three hundred files may not be all")
  void a_full_page_of_files_is_not_complete() {
    Map<String, String> many = new HashMap<>();
    IntStream.range(0, 310).forEach(i -> many.put("many/f" + i, i + "\n"));
    shop.commit("feature", "Many", many, "ann");

    Comparison comparison = forge.compare(repository, "main", pull.headSha());

    assertThat(comparison.complete()).isFalse();
    assertThat(comparison.files()).hasSize(300);
  }

  @Test
  void a_snapshot_costs_one_request_and_one_for_each_blob_never_seen() {
    Snapshot base = forge.snapshot(repository, shop.tip("main").orElseThrow());
    assertThat(base.entries().keySet())
        .containsExactly("README.md", "versions/a.py", "versions/old.py");
    assertThat(base.entries())
        .hasEntrySatisfying("versions/a.py", entry -> assertThat(entry.kind()).isEqualTo(Kind.FILE))
        .hasEntrySatisfying("versions/a.py", entry -> assertThat(entry.size()).isEqualTo(12));
    assertThat(requests()).isEqualTo(Map.of("git/get-tree", 1L));

    Map<String, byte[]> read = base.read(List.of("versions/a.py", "versions/old.py", "nowhere"));
    assertThat(read).containsOnlyKeys("versions/a.py", "versions/old.py");
    assertThat(new String(read.get("versions/a.py"), UTF_8)).isEqualTo("x = 1\ny = 2\n");
    assertThat(requests()).isEqualTo(Map.of("git/get-blob", 2L));

    Snapshot head = forge.snapshot(repository, pull.headSha());
    assertThat(head.read(List.of("versions/a.py", "versions/b.py"))).hasSize(2);
    assertThat(requests()).isEqualTo(Map.of("git/get-tree", 1L, "git/get-blob", 1L));
    assertThat(forge.snapshot(repository, pull.headSha()).read(List.of("versions/b.py")))
        .hasSize(1);
    assertThat(requests()).isEmpty();
  }

  @Test
  @DisplayName("F23 a tree that GitHub cuts off is read by folders")
  void a_truncated_tree_is_read_whole() {
    shop.truncateTreesAfter(2);

    assertThat(forge.snapshot(repository, shop.tip("main").orElseThrow()).entries().keySet())
        .containsExactly("README.md", "versions/a.py", "versions/old.py");
  }

  @Test
  void permission_is_asked_live() {
    shop.permit("ann", Role.MAINTAIN);
    shop.permit("bob", Role.TRIAGE);
    shop.permit("cid", Role.ADMIN);
    shop.permit("dan", Role.NONE);

    assertThat(forge.permission(repository, "ann")).isEqualTo(Permission.MAINTAIN);
    assertThat(forge.permission(repository, "bob")).isEqualTo(Permission.READ);
    assertThat(forge.permission(repository, "cid")).isEqualTo(Permission.ADMIN);
    assertThat(forge.permission(repository, "dan")).isEqualTo(Permission.NONE);
    assertThat(forge.permission(repository, "nobody-ever-heard-of")).isEqualTo(Permission.NONE);
    assertThat(requests()).hasSize(1).containsValue(5L);
    shop.permit("ann", Role.READ);
    assertThat(forge.permission(repository, "ann")).isEqualTo(Permission.READ);
  }

  @Test
  void a_check_run_is_made_found_and_rewritten() {
    CheckRun made = forge.createCheckRun(repository, pull.headSha(), "key", report(2));

    assertThat(requests()).isEqualTo(Map.of("checks/create", 1L));
    PostedCheckRun posted = pull.checkRuns().getFirst();
    assertThat(posted.name()).isEqualTo("retort");
    assertThat(posted.conclusion()).contains("failure");
    assertThat(posted.annotations()).hasSize(2);
    assertThat(posted.buttons())
        .extracting(PostedCheckRun.Button::identifier)
        .containsExactly("fix");
    assertThat(forge.checkRuns(repository, pull.headSha())).containsExactly(made);
    assertThat(requests()).isEqualTo(Map.of("checks/list-for-ref", 1L));

    forge.updateCheckRun(repository, made.id(), "other", report(0), 0);

    assertThat(requests()).isEqualTo(Map.of("checks/update", 1L));
    assertThat(posted.conclusion()).contains("success");
    assertThat(posted.externalId()).contains("other");
    assertThat(forge.checkRuns(repository, pull.headSha()))
        .extracting(CheckRun::conclusion)
        .containsExactly(Optional.of("success"));
  }

  @Test
  @DisplayName("F22 annotations beyond fifty are appended, none twice, also after a crash")
  void many_annotations_are_appended() {
    github.faults().on("checks/update").after(1).answer(502, "Server Error");
    assertThatThrownBy(() -> forge.createCheckRun(repository, pull.headSha(), "key", report(120)))
        .isInstanceOf(ForgeException.Unavailable.class);
    CheckRun cut = forge.checkRuns(repository, pull.headSha()).getFirst();
    assertThat(cut.status()).isEqualTo("in_progress");
    assertThat(cut.annotations()).isEqualTo(100);
    requests();

    forge.updateCheckRun(repository, cut.id(), "key", report(120), cut.annotations());

    PostedCheckRun posted = pull.checkRuns().getFirst();
    assertThat(posted.status()).isEqualTo("completed");
    assertThat(posted.annotations())
        .extracting(a -> a.get("message").asText())
        .containsExactlyElementsOf(IntStream.range(0, 120).mapToObj(i -> "m" + i).toList());
    assertThat(requests()).isEqualTo(Map.of("checks/update", 1L));
  }

  @Test
  @DisplayName("A16 a comment is ours only where our App wrote it")
  void comments_are_made_found_rewritten_and_deleted() {
    pull.comment("mallory", "<!-- retort -->");
    requests();
    long id = forge.createComment(repository, 1, "<!-- retort --> ünïcode 😀");
    assertThat(requests()).isEqualTo(Map.of("issues/create-comment", 1L));

    assertThat(forge.comments(repository, 1))
        .extracting(Comment::author, Comment::ours, Comment::body)
        .containsExactly(
            tuple("mallory", false, "<!-- retort -->"),
            tuple("retort[bot]", true, "<!-- retort --> ünïcode 😀"));
    assertThat(requests()).isEqualTo(Map.of("issues/list-comments", 1L));

    forge.updateComment(repository, id, "new words");
    assertThat(pull.comments().getLast().body()).isEqualTo("new words");
    forge.react(repository, pull.comments().getFirst().id(), "eyes");
    assertThat(pull.comments().getFirst().reactions())
        .extracting(reaction -> reaction.content())
        .containsExactly("eyes");
    forge.deleteComment(repository, id);
    assertThat(pull.comments()).hasSize(1);
    assertThat(requests())
        .isEqualTo(
            Map.of(
                "issues/update-comment", 1L,
                "reactions/create-for-issue-comment", 1L,
                "issues/delete-comment", 1L));
    assertThatThrownBy(() -> forge.updateComment(repository, id, "gone"))
        .isInstanceOf(ForgeException.NotFound.class);
  }

  @Test
  void a_conversation_of_several_pages_is_read_in_order() {
    IntStream.range(0, 205).forEach(i -> pull.comment("ann", "c" + i));
    requests();

    assertThat(forge.comments(repository, 1))
        .extracting(Comment::body)
        .containsExactlyElementsOf(IntStream.range(0, 205).mapToObj(i -> "c" + i).toList());
    assertThat(requests()).isEqualTo(Map.of("issues/list-comments", 3L));
  }

  @Test
  void one_review_carries_all_suggestions() {
    forge.review(
        repository,
        1,
        pull.headSha(),
        List.of(
            new Suggestion("versions/b.py", 1, 1, "one"),
            new Suggestion("versions/b.py", 2, 3, "two")));

    assertThat(requests()).isEqualTo(Map.of("pulls/create-review", 1L));
    assertThat(pull.reviews()).hasSize(1);
    assertThat(pull.reviews().getFirst().state()).isEqualTo("COMMENTED");
    List<PostedReviewComment> lines = pull.reviewComments();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().anchor().startLine()).isEmpty();
    assertThat(lines.getLast().anchor().startLine()).hasValue(2);

    List<Comment> read = forge.reviewComments(repository, 1);
    assertThat(read).extracting(Comment::ours).containsExactly(true, true);
    assertThat(requests())
        .isEqualTo(Map.of("pulls/list-review-comments", 1L, "apps/get-authenticated", 1L));
    forge.deleteReviewComment(repository, read.getFirst().id());
    assertThat(pull.reviewComments()).hasSize(1);
    assertThat(requests()).isEqualTo(Map.of("pulls/delete-review-comment", 1L));
  }

  @Test
  @DisplayName("F17 one line off the diff refuses the whole review")
  void a_line_off_the_diff_refuses_the_review() {
    assertThatThrownBy(() ->
            forge.review(
                repository,
                1,
                pull.headSha(),
                List.of(
                    new Suggestion("versions/b.py", 1, 1, "on"),
                    new Suggestion("versions/a.py", 1, 1, "off"))))
        .isInstanceOf(ForgeException.Refused.class);
    assertThat(pull.reviewComments()).isEmpty();
  }

  @Test
  void a_commit_is_made_and_the_branch_moved_onto_it() {
    String head = pull.headSha();
    byte[] content = "x = 1\r\n\u00e9\ufeff".getBytes(UTF_8);

    String made =
        forge.createCommit(
            repository,
            "acme/shop",
            new NewCommit(
                head,
                "Repair\n\nbecause",
                files(
                    Map.of(
                        "versions/b.py",
                        content,
                        "versions/new.py",
                        new byte[] {(byte) 0xff, 0, 10}))));

    assertThat(shop.tip("feature")).contains(head);
    assertThat(requests())
        .isEqualTo(
            Map.of(
                "git/get-tree", 1L,
                "git/get-commit", 1L,
                "git/create-blob", 2L,
                "git/create-tree", 1L,
                "git/create-commit", 1L));
    forge.fastForward(repository, "acme/shop", "feature", made);
    assertThat(requests()).isEqualTo(Map.of("git/update-ref", 1L));
    assertThat(forge.branchTip(repository, "acme/shop", "feature")).contains(made);
    assertThat(requests()).isEqualTo(Map.of("git/get-ref", 1L));
    assertThat(shop.bytes("feature", "versions/b.py").orElseThrow()).isEqualTo(content);
    assertThat(shop.bytes("feature", "versions/new.py").orElseThrow())
        .isEqualTo(new byte[] {(byte) 0xff, 0, 10});
    assertThat(shop.text("feature", "versions/a.py")).contains("x = 1\ny = 2\n");
    assertThat(forge.branchTip(repository, "acme/shop", "none/such")).isEmpty();
  }

  @Test
  @DisplayName("F30 A15 a push in between is not overwritten")
  void a_push_in_between_wins() {
    String made =
        forge.createCommit(
            repository,
            "acme/shop",
            new NewCommit(
                pull.headSha(), "Repair", files(Map.of("versions/b.py", "n\n".getBytes(UTF_8)))));
    String theirs = pull.push("Meanwhile", Map.of("versions/c.py", "c\n"));

    assertThatThrownBy(() -> forge.fastForward(repository, "acme/shop", "feature", made))
        .isInstanceOf(ForgeException.Refused.class);
    assertThat(shop.tip("feature")).contains(theirs);
  }

  @Test
  void a_fork_is_written_to_where_its_owner_lets_us() {
    HostedRepository fork = shop.fork("bob");
    fork.commit("to/pic", "Fork work", Map.of("f.py", "f\n"), "bob");
    HostedPullRequest fromFork = shop.openPullRequest("From afar", fork, "to/pic", "main", "bob");
    fromFork.allowMaintainerEdits(true);
    NewCommit repair =
        new NewCommit(fromFork.headSha(), "Repair", files(Map.of("f.py", "g\n".getBytes(UTF_8))));

    String made = forge.createCommit(repository, "bob/shop", repair);
    forge.fastForward(repository, "bob/shop", "to/pic", made);

    assertThat(forge.branchTip(repository, "bob/shop", "to/pic")).contains(made);
    assertThat(fork.text("to/pic", "f.py")).contains("g\n");
    fromFork.allowMaintainerEdits(false);
    assertThatThrownBy(() -> forge.createCommit(repository, "bob/shop", repair))
        .isInstanceOf(ForgeException.Forbidden.class);
  }

  @Test
  @DisplayName("F33 a renamed repository is still found, for reading and writing")
  void a_renamed_repository_is_still_found() {
    shop.rename("store");

    assertThat(forge.pullRequest(repository, 1).headRepository()).contains("acme/store");
    assertThat(forge.createComment(repository, 1, "still here")).isPositive();
    assertThat(forge.compare(repository, "main", pull.headSha()).complete()).isTrue();
    assertThat(pull.comments()).hasSize(1);
  }

  @Test
  @DisplayName("F42 a revoked token is renewed without a trace")
  void a_revoked_token_is_renewed() {
    forge.pullRequest(repository, 1);
    github.revokeTokens();

    assertThat(forge.createComment(repository, 1, "hello")).isPositive();

    assertThat(pull.comments()).hasSize(1);
    assertThat(github.requests().count("apps/create-installation-access-token")).isEqualTo(2);
  }

  @Test
  @DisplayName("F16 a permission that was taken away is named")
  void a_missing_permission_is_named() {
    github.app().grant("checks", "read");

    assertThatThrownBy(() -> forge.createCheckRun(repository, pull.headSha(), "key", report(0)))
        .isInstanceOf(ForgeException.Forbidden.class)
        .hasMessageContaining("checks: write");
  }

  private static SortedMap<String, Optional<byte[]>> files(Map<String, byte[]> contents) {
    SortedMap<String, Optional<byte[]>> files = new TreeMap<>();
    contents.forEach((path, content) -> files.put(path, Optional.of(content)));
    return files;
  }

  @Test
  void a_commit_can_take_a_file_away() {
    String made =
        forge.createCommit(
            repository,
            "acme/shop",
            new NewCommit(
                pull.headSha(),
                "Drop it",
                new TreeMap<>(Map.of("versions/b.py", Optional.empty()))));

    forge.fastForward(repository, "acme/shop", "feature", made);

    assertThat(shop.text("feature", "versions/b.py")).isEmpty();
  }
}
