package dev.retort.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retort.alembic.Environments;
import dev.retort.alembic.RevisionCache;
import dev.retort.change.Blobs;
import dev.retort.change.Change;
import dev.retort.change.ChangeReader;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.cli.AuditCommand;
import dev.retort.cli.CheckCommand;
import dev.retort.cli.GitSandbox;
import dev.retort.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clones as people and machines have them: without contents, without some files, damaged.
class GitAsItIsTest {
  @TempDir private Path folder;
  private Path source;

  @BeforeEach
  void a_repository_with_two_heads_and_much_beside_them() throws IOException {
    source = Files.createDirectories(folder.resolve("source"));
    GitSandbox git = new GitSandbox(source);
    for (int i = 0; i < 30; i++) {
      git.write("docs/page" + i + ".txt", "page " + i + "\n");
      git.write("app/module" + i + ".py", "x = " + i + "\n");
    }
    git.withTwoHeads();
    git.git("config", "uploadpack.allowFilter", "true");
    git.git("config", "uploadpack.allowAnySHA1InWant", "true");
  }

  private GitSandbox cloned(String... options) {
    GitSandbox here = GitSandbox.at(folder);
    String[] clone =
        Stream.concat(
                Stream.of("clone", "-q", "--branch", "feature"),
                Stream.concat(
                    Stream.of(options),
                    Stream.of("file://" + source, folder.resolve("clone").toString())))
            .toArray(String[]::new);
    here.git(clone);
    return GitSandbox.at(folder.resolve("clone"));
  }

  @Test
  void heavy_files_have_git_s_ids_where_a_commit_may_hold_them() throws Exception {
    GitSandbox git = GitSandbox.at(source);
    for (String name : List.of("same", "edited", "removed")) {
      Files.write(source.resolve(name + ".bin"), bytes(4 << 20, name.length()));
    }
    git.commit("Add pictures");
    Files.write(source.resolve("edited.bin"), bytes(4 << 20, 99));
    Files.write(source.resolve("new.bin"), bytes(4 << 20, 7));
    Files.delete(source.resolve("removed.bin"));

    Snapshot snapshot = WorkingTree.of(source).snapshot();

    assertThat(snapshot.entries()).doesNotContainKey("removed.bin");
    for (String name : List.of("same.bin", "edited.bin")) {
      assertThat(snapshot.entries().get(name).blob())
          .isEqualTo(Blobs.idOf(Files.readAllBytes(source.resolve(name))));
    }
    // No commit holds it, so that nobody asks for its id.
    assertThat(snapshot.entries().get("new.bin").blob()).isNotEmpty();
    assertThat(snapshot.read(List.of("same.bin", "edited.bin", "new.bin")))
        .allSatisfy((name, content) -> assertThat(source.resolve(name)).hasBinaryContent(content));
  }

  private static byte[] bytes(int count, long seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static HistoryChange read(Path folder, boolean workingTree) {
    GitRepository repository = GitRepository.at(folder);
    Snapshot base = repository.snapshot("origin/main");
    Snapshot head = workingTree ? WorkingTree.of(folder).snapshot() : repository.snapshot("HEAD");
    Snapshot parted =
        repository.snapshot(repository.mergeBase("origin/main", "HEAD").orElseThrow());
    List<HistoryChange> changes =
        new ChangeReader(RevisionCache.NONE, Environments.Request.EVERYTHING)
            .read(Change.of(base, parted, head), base);
    assertThat(changes).hasSize(1);
    return changes.getFirst();
  }

  private static long packsFetched(Path clone) throws IOException {
    try (Stream<Path> files = Files.list(clone.resolve(".git/objects/pack"))) {
      return files.filter(file -> file.toString().endsWith(".promisor")).count();
    }
  }

  @Test
  void a_file_that_is_lost_and_was_perhaps_renamed_does_not_silence_git() throws IOException {
    GitSandbox git = GitSandbox.at(source).branch("renames", "main");
    git.delete("docs/page1.txt").write("docs/other.txt", "page one\n").commit("rename");
    String lost = git.git("rev-parse", "HEAD:docs/other.txt").strip();
    Files.delete(source.resolve(".git/objects/" + lost.substring(0, 2) + "/" + lost.substring(2)));

    Run audit = Run.of(new AuditCommand(), source);

    assertThat(audit.out()).contains("Speaks of commit");
  }

  @Test
  void a_clone_without_contents_is_read_in_one_fetch() throws IOException {
    GitSandbox clone = cloned("--filter=blob:none", "--no-checkout");
    long before = packsFetched(clone.folder());

    assertThat(read(clone.folder(), false).after().heads()).containsExactly("c3d4", "d4e5");

    assertThat(packsFetched(clone.folder()) - before).isEqualTo(1);
    String page = clone.git("rev-parse", "HEAD:docs/page1.txt").strip();
    assertThat(clone.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)"))
        .as("what nobody needs is not fetched")
        .doesNotContain(page);
  }

  @Test
  void a_clone_without_folders_is_read_in_one_fetch() throws IOException {
    GitSandbox clone = cloned("--filter=tree:0", "--no-checkout");
    long before = packsFetched(clone.folder());

    Run run = Run.of(new CheckCommand(), clone.folder(), "--base", "origin/main", "--head", "HEAD");

    assertThat(run.out()).contains("c3d4", "d4e5");
    assertThat(packsFetched(clone.folder()) - before).isEqualTo(1);
  }

  @Test
  void a_sparse_checkout_removes_nothing_that_it_does_not_show() {
    GitSandbox clone = cloned("--filter=blob:none", "--sparse");
    assertThat(clone.folder().resolve("migrations")).doesNotExist();

    HistoryChange change = read(clone.folder(), true);

    assertThat(change.removed()).isEmpty();
    assertThat(change.after().heads()).containsExactly("c3d4", "d4e5");
  }

  @Test
  void what_a_partial_clone_cannot_fetch_is_said_with_the_way_out() throws IOException {
    GitSandbox clone = cloned("--filter=blob:none", "--no-checkout");
    clone.git("remote", "set-url", "origin", "file://" + folder.resolve("gone"));

    assertThatThrownBy(() -> read(clone.folder(), false))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("not in this partial clone")
        .hasMessageContaining("origin");
  }

  @Test
  void a_missing_object_that_nobody_needs_is_no_fault() throws IOException {
    GitSandbox clone = cloned();
    remove(clone, "HEAD:docs/page1.txt");

    assertThat(read(clone.folder(), false).after().heads()).containsExactly("c3d4", "d4e5");
  }

  @Test
  void a_damaged_object_is_named_with_its_path_and_hides_no_other() throws IOException {
    GitSandbox clone = cloned();
    Path object = remove(clone, "HEAD:migrations/versions/d4e5_x.py");
    Files.write(object, new byte[] {1, 2, 3});

    HistoryChange change = read(clone.folder(), false);

    assertThat(change.after().revision("a1b2")).isPresent();
    assertThat(change.after().revision("c3d4")).isPresent();
    assertThat(change.after().problems())
        .anySatisfy(problem -> {
          assertThat(problem.code()).hasToString("RT305");
          assertThat(problem.path()).isEqualTo("migrations/versions/d4e5_x.py");
        });
  }

  @Test
  void a_lost_revision_of_the_base_leaves_open_what_is_built_beside_it() throws IOException {
    GitSandbox clone = cloned();
    remove(clone, "origin/main:migrations/versions/c3d4_x.py");

    Run run = Run.of(new CheckCommand(), clone.folder(), "--base", "origin/main", "--head", "HEAD");

    assertThat(run.out()).contains("c3d4_x.py", "content is not there", "neutral");
    assertThat(run.code()).isZero();
  }

  @Test
  void a_folder_that_git_cannot_list_is_an_error_that_says_what_brings_it_back()
      throws IOException {
    GitSandbox clone = cloned();
    remove(clone, "HEAD:migrations/versions");

    assertThatThrownBy(() -> GitRepository.at(clone.folder()).snapshot("HEAD"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("git fetch --refetch");
  }

  @Test
  void a_shallow_clone_is_read_as_far_as_it_goes() {
    GitSandbox clone = cloned("--depth=1");
    assertThat(GitRepository.at(clone.folder()).snapshot("HEAD").entries())
        .containsKey("migrations/versions/d4e5_x.py");
  }

  @Test
  void a_link_to_a_repository_is_that_repository() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), source);

    assertThat(WorkingTree.of(link).entries()).isEqualTo(WorkingTree.of(source).entries());
    assertThat(WorkingTree.of(link).snapshot().entries())
        .isEqualTo(WorkingTree.of(source).snapshot().entries())
        .isNotEmpty();
  }

  /// Takes a loose object away, unpacking the clone before.
  private static Path remove(GitSandbox clone, String name) throws IOException {
    Path packs = clone.folder().resolve(".git/objects/pack");
    List<Path> found;
    try (Stream<Path> files = Files.list(packs)) {
      found = files.filter(file -> file.toString().endsWith(".pack")).toList();
    }
    String id = clone.git("rev-parse", name).strip();
    for (Path pack : found) {
      Path aside = clone.folder().resolve("aside.pack");
      Files.move(pack, aside);
      Files.delete(Path.of(pack.toString().replace(".pack", ".idx")));
      new ProcessBuilder("git", "-C", clone.folder().toString(), "unpack-objects", "-q")
          .redirectInput(aside.toFile())
          .inheritIO()
          .redirectInput(aside.toFile())
          .start()
          .onExit()
          .join();
      Files.delete(aside);
    }
    Path object =
        clone.folder().resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2));
    Files.delete(object);
    return object;
  }
}
