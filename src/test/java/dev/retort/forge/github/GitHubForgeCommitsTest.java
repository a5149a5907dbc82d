package dev.retort.forge.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retort.forge.ForgeException;
import dev.retort.forge.Writes.NewCommit;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Commits and the branches that they land on, each with what it costs in requests.
class GitHubForgeCommitsTest extends HostedForge {
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

  private static SortedMap<String, Optional<byte[]>> files(Map<String, byte[]> contents) {
    SortedMap<String, Optional<byte[]>> files = new TreeMap<>();
    contents.forEach((path, content) -> files.put(path, Optional.of(content)));
    return files;
  }
}
