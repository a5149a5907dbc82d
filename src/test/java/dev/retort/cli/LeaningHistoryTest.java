package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is declared nowhere here is another history's where nothing here ever had it, and lost
/// where something did; every command says the same of it.
class LeaningHistoryTest {
  private static final String ADVICE = "This history leans on another one";

  @TempDir private Path folder = Path.of(".");

  @Test
  void dependencies_that_never_were_here_are_one_notice_of_the_whole_tree_and_of_a_change() {
    GitSandbox git = new GitSandbox(folder);
    depending(git, "a1b2", "", "0c4e7d21").commit("Start");
    depending(git, "b2c3", "a1b2", "5f60d3a8").commit("Go on");

    for (Command command : List.of(new CheckCommand(), new GraphCommand(), new AuditCommand())) {
      Run run = Run.of(command, folder);
      assertThat(run.out()).contains("2 dependencies are declared nowhere here", ADVICE);
      assertThat(run.out()).doesNotContain("bring the revision back");
      assertThat(run.code()).isZero();
    }
    assertThat(Run.of(new CheckCommand(), folder, "--base", "HEAD~1").out())
        .contains("2 dependencies are declared nowhere here", ADVICE);
  }

  @Test
  void a_dependency_that_was_here_fails_whatever_else_is_declared_elsewhere() {
    GitSandbox git = new GitSandbox(folder);
    git.revision("9d8c", "").revision("a1b2", "").commit("Start");
    depending(git, "b2c3", "a1b2", "9d8c").commit("Depend on it");
    depending(git, "c3d4", "b2c3", "0c4e7d21").commit("Go on");
    git.git("rm", "-q", "migrations/versions/9d8c_x.py");
    git.commit("Lose it");

    for (Command command : List.of(new CheckCommand(), new GraphCommand(), new AuditCommand())) {
      Run run = Run.of(command, folder);
      assertThat(run.out()).contains("names `9d8c` in");
      assertThat(run.code()).isEqualTo(1);
    }
    git.write(".gitmodules", "[submodule \"x\"]\n path = x\n url = ../x\n").commit("Lean");
    assertThat(Run.of(new CheckCommand(), folder).out())
        .contains("names `9d8c` in", "1 dependency is declared nowhere here", ADVICE);
    assertThat(Run.of(new GraphCommand(), folder).code()).isEqualTo(1);
  }

  private static GitSandbox depending(GitSandbox git, String id, String parent, String on) {
    return git.write(
        "migrations/versions/" + id + "_x.py",
        """
        revision = "%s"
        down_revision = %s
        depends_on = ("%s",)


        def upgrade():
            pass


        def downgrade():
            pass
        """
            .formatted(id, parent.isEmpty() ? "None" : '"' + parent + '"', on));
  }
}
