package dev.retort.forge.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.retort.change.Blobs;
import dev.retort.forge.ForgeException;
import dev.retort.forge.Reads.CommitDiff;
import dev.retort.forge.Reads.CommitDiff.Status;
import dev.retort.forge.Reads.PastCommit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What commits of the past did.
class PastCommitsTest extends HostedForge {
  private static Optional<byte[]> bytes(String text) {
    return Optional.of(text.getBytes(UTF_8));
  }

  private static String blob(String text) {
    return Blobs.idOf(text.getBytes(UTF_8));
  }

  @Test
  void the_commits_that_touched_a_folder_are_listed_the_youngest_first() {
    String start = shop.tip("main").orElseThrow();
    String work = shop.commit("main", "Work", Map.of("versions/a.py", "x = 2\n"));
    String docs = shop.commit("main", "Docs", Map.of("README.md", "A better shop\n"));
    String more = shop.commit("main", "More", Map.of("versions/a.py", "x = 3\n"));

    List<PastCommit> commits = forge.commitsTouching(repository, more, "versions", 20);

    assertThat(commits).extracting(PastCommit::id).containsExactly(more, work, start);
    assertThat(commits)
        .extracting(PastCommit::parent)
        .containsExactly(Optional.of(docs), Optional.of(start), Optional.empty());
    assertThat(commits).allSatisfy(each -> assertThat(each.date()).matches(".*T.*(Z|[+-].*)"));
    assertThat(forge.commitsTouching(repository, more, "versions", 2)).hasSize(2);
    assertThat(forge.commitsTouching(repository, more, "", 20)).hasSize(4);
    assertThat(forge.commitsTouching(repository, work, "versions", 20)).hasSize(2);
    assertThat(requests()).isEqualTo(Map.of("repos/list-commits", 4L));
  }

  @Test
  void a_commit_tells_what_it_did_to_each_file() {
    Map<String, Optional<byte[]>> files = new LinkedHashMap<>();
    files.put("versions/a.py", Optional.empty());
    files.put("versions/moved.py", bytes("x = 1\ny = 2\n"));
    files.put("versions/old.py", Optional.empty());
    files.put("README.md", bytes("B\n"));
    files.put("versions/new.py", bytes("unlike = 'anything else'\n"));
    String commit = shop.commitFiles("main", "All at once", files, "ann");

    CommitDiff diff = forge.diff(repository, commit);

    assertThat(diff.complete()).isTrue();
    assertThat(diff.files())
        .extracting(
            CommitDiff.File::path,
            CommitDiff.File::previousPath,
            CommitDiff.File::status,
            CommitDiff.File::blob)
        .containsExactlyInAnyOrder(
            tuple("README.md", "README.md", Status.MODIFIED, blob("B\n")),
            tuple("versions/moved.py", "versions/a.py", Status.RENAMED, blob("x = 1\ny = 2\n")),
            tuple(
                "versions/new.py",
                "versions/new.py",
                Status.ADDED,
                blob("unlike = 'anything else'\n")),
            tuple("versions/old.py", "versions/old.py", Status.REMOVED, blob("o\n")));
    assertThat(diff.files())
        .filteredOn(file -> file.status() == Status.REMOVED)
        .singleElement()
        .satisfies(file -> assertThat(file.patch()).contains("\n-o"));
    assertThat(diff.files())
        .filteredOn(file -> file.status() == Status.RENAMED)
        .singleElement()
        .satisfies(file -> assertThat(file.patch()).isEmpty());
    assertThat(requests()).isEqualTo(Map.of("repos/get-commit", 1L));
  }

  @Test
  void a_commit_that_is_not_there_is_told_so() {
    String nowhere = "0123456789012345678901234567890123456789";

    assertThatThrownBy(() -> forge.diff(repository, nowhere)).isInstanceOf(ForgeException.class);
    assertThatThrownBy(() -> forge.commitsTouching(repository, nowhere, "versions", 20))
        .isInstanceOf(ForgeException.class);
  }
}
