package dev.retort.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Environments;
import dev.retort.alembic.RevisionCache;
import dev.retort.change.Change;
import dev.retort.change.ChangeReader;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.cli.GitSandbox;
import dev.retort.evidence.GitEvidence;
import dev.retort.evidence.GitEvidence.Deed;
import dev.retort.evidence.GitEvidence.Depth;
import dev.retort.evidence.GitEvidence.Trace;
import dev.retort.evidence.PastRevisions;
import dev.retort.evidence.PastRevisions.Fate;
import dev.retort.evidence.PastRevisions.Lost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the real git tells of lost revisions.
public class GitHistoryTest {
  private static final String VERSIONS = "migrations/versions/";

  @TempDir private Path folder = Path.of(".");

  @Test
  void a_deleted_file_is_found_with_its_content_and_the_commit_that_took_it() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").revision("c3d4", "a1b2");
    git.commit("two").revision("e5f6", "c3d4").commit("third");
    String content = git.read(VERSIONS + "c3d4_x.py");
    git.delete(VERSIONS + "c3d4_x.py").commit("tidy up");

    Lost lost = lost("c3d4").orElseThrow();

    assertThat(lost.fate()).isEqualTo(Fate.DELETED);
    assertThat(lost.by().commit()).isEqualTo(git.git("rev-parse", "HEAD").strip());
    assertThat(lost.revision().downRevisions()).containsExactly("a1b2");
    assertThat(new String(lost.content(), StandardCharsets.UTF_8)).isEqualTo(content);
    assertThat(evidence().depth()).isEqualTo(Depth.FULL);
  }

  @Test
  void what_is_still_there_has_only_been_added() {
    new GitSandbox(folder).revision("a1b2", "").commit("start");

    GitEvidence evidence = evidence();

    assertThat(evidence.lost()).isEmpty();
    assertThat(evidence.traces()).extracting(Trace::deed).containsExactly(Deed.ADDED);
    assertThat(lost("c3d4")).isEmpty();
  }

  @Test
  void a_file_that_a_merge_commit_itself_deletes_is_found() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").revision("c3d4", "a1b2");
    git.commit("start").branch("side", "main").write("side.txt", "").commit("side");
    git.branch("main", "main").write("main.txt", "").commit("main");
    git.git("merge", "-q", "--no-commit", "side");
    git.delete(VERSIONS + "c3d4_x.py").commit("merge side");

    Lost lost = lost("c3d4").orElseThrow();

    assertThat(lost.fate()).isEqualTo(Fate.DELETED);
    assertThat(lost.by().commit()).isEqualTo(git.git("rev-parse", "HEAD").strip());
  }

  @Test
  void a_file_that_a_merge_left_behind_is_found_with_the_commit_that_brought_it() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").commit("start");
    git.branch("side", "main").revision("c3d4", "a1b2").commit("side");
    String brought = git.git("rev-parse", "HEAD").strip();
    git.branch("main", "main").revision("e5f6", "c3d4").commit("main");
    git.git("merge", "-q", "-s", "ours", "--no-edit", "side");

    Lost lost = lost("c3d4").orElseThrow();

    assertThat(lost.fate()).isEqualTo(Fate.LOST_IN_MERGE);
    assertThat(lost.by().commit()).isEqualTo(brought);
  }

  @Test
  void a_file_that_kept_its_place_and_changed_its_id_is_told_as_renamed() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").commit("start");
    git.write(
        VERSIONS + "a1b2_x.py", git.read(VERSIONS + "a1b2_x.py").replace("\"a1b2\"", "\"ffff\""));
    git.revision("c3d4", "a1b2").commit("a new id");

    Lost lost = lost("a1b2").orElseThrow();

    assertThat(lost.fate()).isEqualTo(Fate.RENAMED);
    assertThat(lost.now()).hasValueSatisfying(now -> assertThat(now.id()).isEqualTo("ffff"));
  }

  @Test
  void a_file_that_only_moved_is_no_loss() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").commit("start");
    git.write(VERSIONS + "moved.py", git.read(VERSIONS + "a1b2_x.py"));
    git.delete(VERSIONS + "a1b2_x.py").commit("move");

    assertThat(tree(folder).after().condition().missing()).isEmpty();
    assertThat(evidence().lost()).isEmpty();
  }

  @Test
  void a_merge_that_wrote_what_no_parent_had_is_told_with_what_they_had() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").revision("c3d4", "a1b2");
    git.revision("e5f6", "c3d4").commit("start");
    git.branch("side", "main").write("side.txt", "").commit("side");
    git.branch("main", "main").write("main.txt", "").commit("main");
    git.git("merge", "-q", "--no-commit", "side");
    git.revision("e5f6", "a1b2").commit("an evil merge");

    PastRevisions past = PastRevisions.of(evidence());

    assertThat(past.merged(VERSIONS + "e5f6_x.py")).isPresent();
    assertThat(past.merged(VERSIONS + "c3d4_x.py")).isEmpty();
    assertThat(past.parentsOf(tree(folder).after().revision("e5f6").orElseThrow()))
        .hasValueSatisfying(was -> assertThat(was.parents()).containsExactly("c3d4"));
  }

  @Test
  void a_file_on_another_branch_is_told_as_elsewhere() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").commit("start");
    git.branch("side", "main").revision("c3d4", "a1b2").commit("side");
    git.branch("main", "main").revision("e5f6", "c3d4").commit("main");

    assertThat(lost("c3d4").map(Lost::fate)).contains(Fate.ELSEWHERE);

    git.git("branch", "-q", "-D", "side");
    assertThat(lost("c3d4")).isEmpty();
  }

  @Test
  void a_stash_is_no_branch() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").commit("start");
    git.revision("c3d4", "a1b2").git("add", "-A");
    git.git("stash", "-q");

    assertThat(lost("c3d4")).isEmpty();
  }

  @Test
  void what_is_deleted_and_not_committed_is_told_as_such() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").revision("c3d4", "a1b2");
    git.revision("e5f6", "c3d4").commit("start").delete(VERSIONS + "c3d4_x.py");

    assertThat(lost("c3d4").map(Lost::fate)).contains(Fate.UNCOMMITTED);
  }

  @Test
  void a_shallow_clone_says_so_and_does_not_take_its_oldest_commit_for_the_beginning() {
    Path origin = folder.resolve("origin");
    Path clone = folder.resolve("clone");
    GitSandbox git = new GitSandbox(made(origin)).revision("a1b2", "").revision("c3d4", "a1b2");
    git.revision("e5f6", "c3d4").commit("start").delete(VERSIONS + "c3d4_x.py").commit("delete");
    git.git("clone", "-q", "--depth", "1", "file://" + origin, clone.toString());

    GitEvidence shallow = evidence(clone);

    assertThat(shallow.depth()).isEqualTo(Depth.SHALLOW);
    assertThat(shallow.traces()).isEmpty();
    assertThat(PastRevisions.of(shallow).lost("c3d4", tree(clone).after())).isEmpty();
  }

  @Test
  void a_folder_in_a_repository_sees_its_own_paths_also_in_merges() {
    Path sub = folder.resolve("back end");
    GitSandbox git = new GitSandbox(folder);
    git.write("back end/alembic.ini", "[alembic]\nscript_location = migrations\n");
    for (String id : List.of("a1b2", "c3d4", "e5f6")) {
      git.revision(id, "")
          .write(
              "back end/" + VERSIONS + id + ".py",
              "revision = \"%s\"\ndown_revision = None\n".formatted(id));
    }
    git.commit("start").branch("side", "main").write("side.txt", "").commit("side");
    git.branch("main", "main").delete("back end/" + VERSIONS + "a1b2.py").commit("main");
    git.git("merge", "-q", "--no-commit", "side");
    git.delete("back end/" + VERSIONS + "c3d4.py").commit("merge");

    git.git("config", "diff.relative", "true");

    GitEvidence evidence = evidence(sub);

    assertThat(evidence.traces())
        .filteredOn(trace -> trace.deed() == Deed.DELETED)
        .extracting(Trace::path)
        .containsExactlyInAnyOrder(VERSIONS + "a1b2.py", VERSIONS + "c3d4.py");
    assertThat(evidence.traces()).hasSize(5);
  }

  @Test
  @DisplayName("A19 file names of every kind are told whole, or not at all")
  void strange_file_names_are_told_whole() throws IOException, InterruptedException {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "");
    List<String> names =
        List.of(
            "-dash.py", "a b.py", "new\nline.py", ":colon.py", "\u0001mark.py", "tab\t.py", "ü.py");
    for (String name : names) {
      git.write(
          VERSIONS + name, "revision = \"%x\"\ndown_revision = None\n".formatted(name.hashCode()));
    }
    Process latin =
        new ProcessBuilder(
                "sh", "-c", "printf 'revision = \"0a0a\"\\n' > \"$(printf 'b\\377.py')\"")
            .directory(folder.resolve(VERSIONS).toFile())
            .start();
    assertThat(latin.waitFor()).isZero();
    git.commit("strange");
    git.git("rm", "-q", "-r", VERSIONS);
    git.revision("c3d4", "").commit("gone");

    GitEvidence evidence = evidence();

    assertThat(evidence.traces())
        .filteredOn(trace -> trace.deed() == Deed.DELETED)
        .extracting(trace -> trace.path().substring(VERSIONS.length()))
        .contains("a1b2_x.py")
        .containsAll(names)
        .hasSize(names.size() + 1);
    assertThat(evidence.lost()).hasSize(names.size() + 1);
  }

  @Test
  void only_files_of_the_version_locations_are_told_of() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "");
    git.write(VERSIONS + "notes.txt", "x").write(VERSIONS + "deep/er.py", "x").write("app.py", "");
    git.commit("start");

    assertThat(evidence().traces()).extracting(Trace::path).containsExactly(VERSIONS + "a1b2_x.py");
  }

  @Test
  void nothing_is_told_where_there_is_no_repository_or_no_commit() throws IOException {
    Files.createDirectories(folder.resolve("plain/migrations/versions"));
    Files.writeString(
        folder.resolve("plain/alembic.ini"), "[alembic]\nscript_location = migrations\n");
    Files.writeString(
        folder.resolve("plain/migrations/versions/a.py"),
        "revision = \"a\"\ndown_revision = None\n");
    assertThat(evidence(folder.resolve("plain"))).isEqualTo(GitEvidence.NONE);
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "");
    assertThat(evidence()).isEqualTo(GitEvidence.NONE);

    git.commit("start");
    assertThat(evidence()).isNotEqualTo(GitEvidence.NONE);
  }

  @Test
  void without_a_git_program_the_tree_alone_is_judged() throws IOException, InterruptedException {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").revision("c3d4", "gone");
    git.commit("start");
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.retort.Retort",
            "check",
            folder.toString());
    builder.environment().put("PATH", "/nowhere");
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isEqualTo(1);
    assertThat(said).contains("RT102").contains("gone");
  }

  @Test
  void a_damaged_repository_tells_what_is_left_of_it() throws IOException {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").revision("c3d4", "a1b2");
    git.commit("start").delete(VERSIONS + "c3d4_x.py").commit("gone");
    String blob = git.git("rev-parse", "HEAD~1:" + VERSIONS + "c3d4_x.py").strip();
    Path object = folder.resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2));
    assertThat(object.toFile().setWritable(true)).isTrue();
    Files.delete(object);

    GitEvidence evidence = evidence();

    assertThat(evidence.depth()).isEqualTo(Depth.PARTIAL);
    assertThat(evidence.traces()).extracting(Trace::deed).contains(Deed.DELETED);
    assertThat(evidence.lost()).isEmpty();
  }

  @Test
  void what_takes_too_long_or_too_much_is_cut_and_said_to_be() {
    GitSandbox git = new GitSandbox(folder);
    for (int i = 0; i < 5; i++) {
      git.revision("a1b" + i, "").commit("commit " + i);
    }
    HistoryChange tree = tree(folder);
    GitEvidence cut =
        new GitHistory(folder, GitProcess.Limits.of(Duration.ofMinutes(1), 300))
            .of(List.of("HEAD"), List.of(tree.environment()), tree.change().head(), true);

    assertThat(cut.depth()).isEqualTo(Depth.PARTIAL);
    assertThat(cut.traces()).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void a_configuration_that_runs_programs_runs_none() throws IOException {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").revision("c3d4", "a1b2");
    git.commit("start").delete(VERSIONS + "c3d4_x.py").commit("gone");
    String signed =
        git.git("cat-file", "commit", "HEAD")
            .replaceFirst(
                "\n\n",
                "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n");
    String id = git.git(signed, new String[] {"hash-object", "-t", "commit", "-w", "--stdin"});
    git.git("update-ref", "HEAD", id.strip());
    Path ran = folder.resolve("ran");
    Path program = folder.resolve("program");
    Files.writeString(program, "#!/bin/sh\ntouch '" + ran + "'\nexit 1\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    for (String key : List.of("core.fsmonitor", "core.pager", "diff.external", "gpg.program")) {
      git.git("config", key, program.toString());
    }
    git.git("config", "log.showSignature", "true");
    git.git("config", "log.showRoot", "false");
    git.git("config", "diff.x.textconv", program.toString());
    git.write(".gitattributes", "*.py diff=x filter=x\n");

    assertThat(lost("c3d4").map(Lost::fate)).contains(Fate.DELETED);
    assertThat(evidence().traces()).hasSize(3);
    assertThat(ran).doesNotExist();
  }

  private static Path made(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Optional<Lost> lost(String id) {
    return PastRevisions.of(evidence()).lost(id, tree(folder).after());
  }

  private GitEvidence evidence() {
    return evidence(folder);
  }

  private static GitEvidence evidence(Path folder) {
    HistoryChange tree = tree(folder);
    return new GitHistory(folder)
        .of(List.of("HEAD"), List.of(tree.environment()), tree.change().head(), true);
  }

  public static HistoryChange tree(Path folder) {
    Snapshot nothing = Snapshot.of("nothing", Map.of());
    Snapshot tree = WorkingTree.of(folder).snapshot();
    return new ChangeReader(RevisionCache.NONE, Environments.Request.EVERYTHING)
        .read(Change.of(nothing, nothing, tree), tree).stream()
            .filter(each -> each.environment().scriptLocation().equals("migrations"))
            .findFirst()
            .orElseThrow();
  }
}
