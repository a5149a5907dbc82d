package dev.retort.forge.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.SourceTree.Kind;
import dev.retort.change.Snapshot;
import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads.Comparison;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.LoggedRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Reading pull requests and what they change, each with what it costs in requests.
class GitHubForgePullRequestsTest extends HostedForge {
  @Test
  void a_pull_request_costs_one_request() {
    pull.comment("ann", "hello");

    assertThat(forge.pullRequest(repository, 1))
        .isEqualTo(
            new PullRequest(
                1,
                "Work",
                "ann",
                new PullRequest.State(true, false, false),
                new PullRequest.Head(
                    pull.headSha(), "feature", Optional.of("acme/shop"), false, false),
                new PullRequest.Base("main", "main"),
                List.of(),
                new PullRequest.Remarks(1, 0),
                PullRequest.Stack.NONE));
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
}
