package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What git makes of branches: merges, renames on either side, clones that lack their history.
class CheckInGitTest {
  @TempDir private Path folder = Path.of(".");
  private GitSandbox git = GitSandbox.at(Path.of("."));

  @BeforeEach
  void start() throws Exception {
    git = new GitSandbox(Files.createDirectory(folder.resolve("repository")));
    git.revision("a1b2", "").commit("Start").branch("feature", "main");
  }

  @Test
  void a_base_that_was_merged_into_the_branch_is_no_part_of_its_change() {
    git.branch("main", "main").revision("c3d4", "a1b2").commit("Add refunds");
    git.branch("feature", "feature").write("README.md", "A shop.").commit("Say more");
    git.git("merge", "-q", "--no-edit", "main");
    git.revision("d4e5", "c3d4").commit("Add a feature");
    assertThat(check("main", "feature").code()).isZero();

    git.branch("main", "main").revision("e5f6", "c3d4").commit("Move on");

    assertThat(check("main", "feature").out())
        .contains("RT101", "d4e5", "e5f6")
        .doesNotContain("RT20");
  }

  @Test
  void two_branches_that_merged_each_other_are_judged_from_one_of_their_common_commits() {
    git.revision("d4e5", "a1b2").commit("Add a feature");
    git.branch("main", "main").write("README.md", "A shop.").commit("Say more");
    git.git("tag", "before");
    git.git("merge", "-q", "--no-edit", "feature");
    git.branch("feature", "feature").git("merge", "-q", "--no-edit", "before");
    git.revision("e5f6", "d4e5").commit("Add more");

    Run run = check("main", "feature");

    assertThat(run.out()).contains("One head, as it should be: e5f6");
    assertThat(run.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"main..feature", "main...feature", "feature..main", "nowhere", "--all"})
  void what_means_no_single_commit_is_no_base(String name) {
    git.revision("d4e5", "a1b2").commit("Add a feature");

    Run run = Run.of(new CheckCommand(), "--base=" + name, git.folder());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("git knows no commit " + name + ".");
  }

  @Test
  void a_file_that_the_base_renamed_does_not_come_back() {
    git.revision("d4e5", "a1b2").commit("Add a feature");
    git.branch("main", "main");
    git.git("mv", "migrations/versions/a1b2_x.py", "migrations/versions/a1b2_start.py");
    git.commit("Give it a better name");

    Run run = check("main", "feature");

    assertThat(run.out()).contains("One head, as it should be: d4e5").doesNotContain("RT103");
    assertThat(run.code()).isZero();
  }

  @Test
  void a_folder_that_the_branch_renamed_moves_the_base_s_new_files_nowhere() {
    git.branch("main", "main").revision("c3d4", "a1b2").commit("Add refunds");
    git.branch("feature", "feature");
    git.git("mv", "migrations", "alembic");
    git.write("alembic.ini", "[alembic]\nscript_location = alembic\n").commit("Move");

    Run run = check("main", "feature");

    // c3d4 would stay behind in a folder that nobody reads any more.
    assertThat(run.out()).contains("RT201", "c3d4");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void an_edit_of_what_the_base_renamed_follows_the_file() {
    git.write(
            "migrations/versions/a1b2_x.py",
            git.read("migrations/versions/a1b2_x.py").replace("change a1b2", "Change a1b2"))
        .commit("Spell it right");
    git.branch("main", "main");
    git.git("mv", "migrations/versions/a1b2_x.py", "migrations/versions/a1b2_start.py");
    git.commit("Give it a better name");

    Run run = check("main", "feature");

    assertThat(run.out()).contains("One head, as it should be: a1b2").doesNotContain("RT");
    assertThat(run.code()).isZero();
  }

  @Test
  void a_shallow_clone_says_what_is_missing_and_judges_once_it_is_there() throws Exception {
    git.revision("d4e5", "a1b2").commit("Add a feature");
    git.branch("main", "main").revision("c3d4", "a1b2").commit("Add refunds");
    String url = git.folder().toUri().toString();
    Path clone = folder.resolve("shallow");
    git.git("clone", "-q", "--depth=1", "--no-single-branch", url, clone.toString());
    GitSandbox shallow = GitSandbox.at(clone);

    Run refused =
        Run.of(new CheckCommand(), clone, "--base", "origin/main", "--head", "origin/feature");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("git fetch --unshallow").hasLineCount(1);

    shallow.git("fetch", "-q", "--unshallow");
    Run judged =
        Run.of(new CheckCommand(), clone, "--base", "origin/main", "--head", "origin/feature");
    assertThat(judged.code()).isEqualTo(1);
    assertThat(judged.out()).contains("RT101");
  }

  @Test
  void a_folder_of_a_larger_repository_is_judged_alone() {
    git.write("backend/alembic.ini", "[alembic]\nscript_location = migrations\n");
    git.write("backend/migrations/env.py", "target_metadata = object()\n");
    git.write(
        "backend/migrations/versions/b1.py",
        "revision = 'b1'\ndown_revision = None\n\n\ndef upgrade(): ...\n\n\ndef downgrade(): ...\n");
    git.revision("d4e5", "a1b2").commit("Add a backend");
    git.branch("main", "main").revision("c3d4", "a1b2").commit("Add refunds");

    Run run =
        Run.of(
            new CheckCommand(),
            git.branch("feature", "feature").folder().resolve("backend"),
            "--base",
            "main",
            "--head",
            "feature");

    assertThat(run.out()).contains("b1").doesNotContain("d4e5");
    assertThat(run.code()).isZero();
  }

  private Run check(String base, String head) {
    return Run.of(new CheckCommand(), git.folder(), "--base", base, "--head", head);
  }
}
