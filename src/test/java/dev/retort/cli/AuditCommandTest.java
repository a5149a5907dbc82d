package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
  @TempDir private Path folder = Path.of(".");

  @Test
  void a_whole_repository_has_nothing_to_do() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").revision("c3d4", "a1b2");

    Run run = Run.of(new AuditCommand(), git.folder());

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("# All is well\n").doesNotContain("mermaid");
  }

  @Test
  void a_broken_one_has_something_to_do() {
    GitSandbox git =
        new GitSandbox(folder)
            .revision("a1b2", "")
            .revision("c3d4", "a1b2")
            .revision("d4e5", "a1b2");

    Run run = Run.of(new AuditCommand(), git.folder());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).startsWith("# 1 thing to repair\n").contains("RT101", "```mermaid\n");
  }

  @Test
  void a_folder_without_environment_has_nothing_to_audit() {
    Run run = Run.of(new AuditCommand(), folder);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no Alembic environment", "--allow-none");
    Run allowed = Run.of(new AuditCommand(), folder, "--allow-none");
    assertThat(allowed.code()).isZero();
    assertThat(allowed.out()).startsWith("# Nothing to audit\n").contains("`environments:`");
  }

  @Test
  void what_cannot_be_used_costs_one_line_and_exit_code_2() {
    Run run = Run.of(new AuditCommand(), folder.resolve("nothing"));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
  }
}
