package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a clone tells beyond the change itself: who brought a revision, and which branches carry
/// it.
class GitCircumstancesTest {
  @TempDir private Path folder = Path.of(".");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Merge pull request #12 from acme/refunds | (#12)
          Merge branch 'refunds'                   | .
          Fix (#7) what #8 broke                   | .
          """)
  void the_merge_that_brought_the_counterpart_is_named(String subject, String told) {
    GitSandbox git = base();
    git.branch("refunds", "main").revision("c3d4", "a1b2").commit("Add refunds");
    git.branch("feature", "main").revision("d4e5", "a1b2").commit("Add a feature");
    git.branch("main", "main").git("merge", "-q", "--no-ff", "-m", subject, "refunds");
    String merge = git.git("rev-parse", "--short=10", "main").strip();

    Run run = Run.of(new CheckCommand(), git.folder(), "--base", "main", "--head", "feature");

    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("`c3d4` came with commit `" + merge + "` of 20")
        .containsPattern(merge + "` of [0-9-]{10} ?" + java.util.regex.Pattern.quote(told));
  }

  @Test
  void the_squashed_pull_request_that_brought_the_counterpart_is_named() {
    GitSandbox git = base();
    git.branch("feature", "main").revision("d4e5", "a1b2").commit("Add a feature");
    git.branch("main", "main").revision("c3d4", "a1b2").commit("Add refunds (#7)");
    git.write("README.md", "Later.").commit("Later (#9)");

    Run run = Run.of(new CheckCommand(), git.folder(), "--base", "main", "--head", "feature");

    assertThat(run.out().replaceAll("\\s+", " ")).contains("(#7).").doesNotContain("#9");
  }

  @Test
  void what_a_shipped_branch_carries_is_joined() {
    GitSandbox git = base();
    git.write(".github/retort.yml", "repair: {shipped: ['release/*']}\n").commit("Settings");
    git.branch("feature", "main").revision("d4e5", "a1b2").commit("Add a feature");
    git.branch("main", "main").revision("c3d4", "a1b2").commit("Add refunds");
    Run alone = Run.of(new FixCommand(), git.folder(), "--base", "main", "--head", "feature");

    git.branch("release/1", "feature");
    git.branch("main", "main");
    Run shipped = Run.of(new FixCommand(), git.folder(), "--base", "main", "--head", "feature");

    assertThat(alone.out()).contains("+down_revision = \"c3d4\"").doesNotContain("new file");
    assertThat(shipped.out()).contains("new file").doesNotContain("-down_revision");
  }

  @Test
  void what_the_remote_has_on_its_default_branch_is_shipped_where_nothing_else_is_said() {
    GitSandbox git = base();
    git.branch("feature", "main").revision("d4e5", "a1b2").commit("Add a feature");
    git.branch("stable", "main").revision("c3d4", "a1b2").commit("Hotfix");
    git.git("update-ref", "refs/remotes/origin/trunk", "feature");
    git.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk");

    Run run = Run.of(new FixCommand(), git.folder(), "--base", "stable", "--head", "feature");

    assertThat(run.out()).contains("new file").doesNotContain("-down_revision");
  }

  private GitSandbox base() {
    return new GitSandbox(folder).revision("a1b2", "").commit("Start");
  }

  @Test
  void revisions_that_may_have_moved_into_a_submodule_are_not_gone_for_certain() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").revision("b2c3", "a1b2");
    String tip = git.commit("start").git("rev-parse", "HEAD").strip();
    git.branch("moves", "main").git("rm", "-rq", "migrations/versions");
    git.git("update-index", "--add", "--cacheinfo", "160000," + tip + ",migrations/versions");
    git.git("commit", "-qm", "move");

    Run check = Run.of(new CheckCommand(), git.folder(), "--base", "main", "--head", "moves");

    assertThat(check.code()).isZero();
    assertThat(check.out()).contains("warning RT201", "This is a submodule", "Not judged in full");
  }
}
