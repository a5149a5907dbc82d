package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Revisions that move between a main line and lines of releases, and merges that leave heads out.
class LinesOfReleasesTest {
  @TempDir private Path folder = Path.of(".");

  @Test
  void a_revision_picked_from_another_line_is_known_as_such_and_gets_a_parent_of_this_one() {
    GitSandbox git = new GitSandbox(folder).revision("a1", "").commit("start");
    git.branch("release", "main");
    git.git("checkout", "-q", "main");
    git.revision("unreleased", "a1").commit("unreleased work");
    git.revision("hotfix", "unreleased").commit("hotfix");
    git.branch("pick", "release");
    git.git("checkout", "-q", "main", "--", "migrations/versions/hotfix_x.py");
    git.commit("pick the hotfix");

    String check = Run.of(new CheckCommand(), git.folder(), "--base", "release").out();
    Run fix = Run.of(new FixCommand(), git.folder(), "--base", "release");

    assertThat(check.replaceAll("\\s+", " "))
        .contains("RT102")
        .contains("`hotfix` is there as well")
        .contains("it was picked from that line", "Let `hotfix` revise what this line ends with")
        .doesNotContain("merge that one first");
    // Work of the other line that was never released here is not what comes first.
    assertThat(fix.out())
        .contains("-down_revision = \"unreleased\"", "+down_revision = \"a1\"")
        .doesNotContain("new file mode");
  }

  @Test
  void a_pick_that_was_adapted_to_its_new_line_is_no_fault_and_known_as_one() {
    GitSandbox git = new GitSandbox(folder).revision("a1", "").commit("start");
    git.branch("release", "main");
    git.git("checkout", "-q", "main");
    git.revision("unreleased", "a1").commit("unreleased work");
    git.revision("hotfix", "unreleased").commit("hotfix");
    git.branch("pick", "release").revision("hotfix", "a1").commit("pick and adapt");

    Run onto = Run.of(new CheckCommand(), git.folder(), "--base", "release");
    git.git("checkout", "-q", "main");
    Run back = Run.of(new CheckCommand(), git.folder(), "--base", "main", "--head", "pick");

    assertThat(onto.code()).isZero();
    assertThat(onto.out().replaceAll("\\s+", " "))
        .contains(
            "`hotfix` is on main as well, where it revises `unreleased`: it was picked, and adapted"
                + " to this line.");
    assertThat(back.out().replaceAll("\\s+", " "))
        .contains(
            "RT203", "Both sides brought it since they parted", "keep the base branch's file");
  }

  @Test
  void an_empty_merge_that_came_without_its_parents_is_left_out() {
    GitSandbox git = new GitSandbox(folder).revision("a1", "").commit("start");
    git.branch("release", "main");
    git.git("checkout", "-q", "main");
    git.revision("b1", "a1").revision("b2", "a1").commit("two");
    git.write(
            "migrations/versions/m1_x.py",
            "revision = \"m1\"\ndown_revision = (\"b1\", \"b2\")\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n")
        .commit("merge");
    git.branch("pick", "release");
    git.git("checkout", "-q", "main", "--", "migrations/versions/m1_x.py");
    git.commit("pick the merge");

    Run fix = Run.of(new FixCommand(), git.folder(), "--base", "release");

    assertThat(fix.out()).contains("deleted file mode").doesNotContain("new file mode");
  }

  @Test
  void a_merge_of_some_of_the_heads_is_offered_the_one_that_it_forgot() {
    GitSandbox git = new GitSandbox(folder).revision("a1", "").commit("start");
    git.revision("b1", "a1").revision("b2", "a1").revision("b3", "a1").commit("three heads");
    git.branch("work", "main")
        .write(
            "migrations/versions/m1_x.py",
            "revision = \"m1\"\ndown_revision = (\"b1\", \"b2\")\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n")
        .commit("merge two");

    Run check = Run.of(new CheckCommand(), git.folder(), "--base", "main");

    assertThat(check.code()).isZero();
    assertThat(check.out().replaceAll("\\s+", " "))
        .contains("`m1` joins only some: let it revise `b3` as well.");
    Run fix = Run.of(new FixCommand(), git.folder(), "--base", "main", "--write");
    assertThat(fix.code()).isZero();
    assertThat(git.read("migrations/versions/m1_x.py")).contains("(\"b1\", \"b2\", \"b3\")");
    assertThat(Run.of(new CheckCommand(), git.folder(), "--base", "main").out())
        .contains("One head")
        .doesNotContain("RT101");
  }

  @Test
  void a_merge_that_forgot_what_was_built_on_one_of_its_parents_takes_that_up_in_its_place() {
    GitSandbox git = new GitSandbox(folder).revision("a1", "").commit("start");
    git.revision("b1", "a1").revision("b2", "a1").commit("two heads");
    git.branch("work", "main")
        .revision("c2", "b2")
        .write(
            "migrations/versions/m1_x.py",
            "revision = \"m1\"\ndown_revision = (\"b1\", \"b2\")\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n")
        .commit("merge and build on one");

    Run check = Run.of(new CheckCommand(), git.folder(), "--base", "main");
    Run fix = Run.of(new FixCommand(), git.folder(), "--base", "main");

    assertThat(check.out().replaceAll("\\s+", " "))
        .contains("`m1` joins only some: let it revise `c2` in the place of `b2`.");
    assertThat(fix.out()).contains("+down_revision = (\"b1\", \"c2\")");
  }
}
