package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retort.Row;
import dev.retort.repair.Edits;
import dev.retort.repair.FileEdit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixCommandTest {
  private static final String FILE = "migrations/versions/d4e5_x.py";

  @TempDir private Path folder = Path.of(".");

  @Test
  void the_patch_is_one_that_git_applies() {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();

    Run run = Run.of(new FixCommand(), git.folder(), "--base", "main");

    assertThat(run.code()).isEqualTo(1);
    assertThat(git.read(FILE)).contains("down_revision = \"a1b2\"");
    git.git(run.out(), new String[] {"apply", "-"});
    assertThat(git.read(FILE)).contains("down_revision = \"c3d4\"").contains("Revises: c3d4");
    assertThat(Run.of(new CheckCommand(), git.folder(), "--base", "main").code()).isZero();
  }

  @Test
  void write_edits_the_working_tree_and_a_second_time_nothing_is_left() {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();

    Run first = Run.of(new FixCommand(), git.folder(), "--base", "main", "--write");
    assertThat(first.err()).isEmpty();
    assertThat(first.code()).isZero();
    String repaired = git.read(FILE);
    assertThat(repaired).contains("down_revision = \"c3d4\"");

    Run second = Run.of(new FixCommand(), git.folder(), "--base", "main", "--write");
    assertThat(second.code()).isZero();
    assertThat(second.err()).contains("nothing to repair");
    assertThat(git.read(FILE)).isEqualTo(repaired);
  }

  @Test
  void lines_are_mended_although_nothing_fails() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").commit("start");
    git.branch("feature", "main")
        .write(
            "migrations/versions/c3d4_x.py",
            """
            import sqlalchemy as sa
            from alembic import op
            revision = "c3d4"
            down_revision = "a1b2"


            def upgrade():
                op.create_table("orders", sa.Column("made_at", sa.DateTime(), server_default="now()"))


            def downgrade():
                op.drop_table("orders")
            """)
        .commit("orders");

    Run shown = Run.of(new FixCommand(), git.folder(), "--base", "main");
    Run written = Run.of(new FixCommand(), git.folder(), "--base", "main", "--write");

    assertThat(shown.code()).isZero();
    assertThat(shown.out()).contains("+    op.create_table", "sa.text(\"now()\")");
    assertThat(written.code()).isZero();
    assertThat(git.read("migrations/versions/c3d4_x.py"))
        .contains("server_default=sa.text(\"now()\")");
    assertThat(Run.of(new FixCommand(), git.folder(), "--base", "main").err())
        .contains("nothing to repair");
  }

  @Test
  void a_merge_is_written_as_a_new_file() throws IOException {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();

    Run run =
        Run.of(new FixCommand(), git.folder(), "--base", "main", "--strategy", "merge", "--write");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    try (var files = Files.list(folder.resolve("migrations/versions"))) {
      assertThat(files).hasSize(3);
    }
    assertThat(git.read(FILE)).contains("down_revision = \"a1b2\"");
    assertThat(Run.of(new CheckCommand(), git.folder(), "--base", "main").code()).isZero();
  }

  @Test
  void a_repair_that_merges_says_why_nothing_is_re_pointed() {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();
    git.git("merge", "-q", "--no-edit", "main");
    git.git("branch", "-qf", "main");

    assertThat(Run.of(new CheckCommand(), git.folder()).out().replaceAll("\\s+", " "))
        .contains("Repair (merge", "edits nothing that a database may have run.");
  }

  @Test
  void a_healthy_branch_has_nothing_to_repair() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").commit("start");

    Run run = Run.of(new FixCommand(), git.folder());

    assertThat(run.code()).isZero();
    assertThat(run.out()).isEmpty();
  }

  @Test
  void writing_to_a_commit_makes_no_sense() {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();

    Run run =
        Run.of(new FixCommand(), git.folder(), "--base", "main", "--head", "feature", "--write");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  @Row("A30")
  @DisplayName("A30 a folder that is a link out of the repository is not written through")
  void no_way_out_by_a_link(@TempDir Path elsewhere) throws IOException {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();
    Path versions = folder.resolve("migrations/versions");
    Path outside = elsewhere.resolve("versions");
    Files.move(versions, outside);
    Files.createSymbolicLink(versions, outside);
    String before = Files.readString(outside.resolve("d4e5_x.py"));

    Run run = Run.of(new FixCommand(), git.folder(), "--base", "main", "--write");

    assertThat(Files.readString(outside.resolve("d4e5_x.py"))).isEqualTo(before);
    assertThat(run.out()).isEmpty();
  }

  @Test
  @Row("A30")
  @DisplayName("A30 the writer itself refuses a way out, and content that it was not made for")
  void the_writer_refuses(@TempDir Path elsewhere) throws IOException {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();
    Files.createSymbolicLink(folder.resolve("link"), elsewhere);
    RepairWriter writer = new RepairWriter(git.folder());

    assertThatThrownBy(() -> writer.check(adding("link/new.py"))).hasMessageContaining("leads out");
    assertThatThrownBy(() -> writer.check(adding("../new.py"))).hasMessageContaining("leads out");
    assertThatThrownBy(() -> writer.check(adding(FILE))).hasMessageContaining("exists already");
    assertThatThrownBy(() -> writer.check(editing(FILE, "something else")))
        .hasMessageContaining("not what the repair was computed for");
    assertThatCode(() -> writer.check(editing(FILE, git.read(FILE)))).doesNotThrowAnyException();
    assertThatCode(() -> writer.check(adding("deep/er/new.py"))).doesNotThrowAnyException();
  }

  private static Edits adding(String path) {
    return new Edits(
        List.of(),
        List.of(),
        Optional.of(new Edits.AddedRevision(path, "f00d", List.of(), new byte[0])),
        List.of(),
        List.of());
  }

  private static Edits editing(String path, String before) {
    byte[] bytes = before.getBytes(StandardCharsets.UTF_8);
    return Edits.of(List.of(new FileEdit(path, "", bytes, List.of())));
  }

  @Test
  void a_file_that_a_commit_deleted_comes_back_from_git_s_history() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").commit("start");
    git.branch("feature", "main").revision("c3d4", "a1b2").revision("e5f6", "c3d4");
    git.commit("two").delete("migrations/versions/c3d4_x.py").commit("tidy up");

    for (Object[] words : new Object[][] {{folder, "--base", "main"}, {folder}}) {
      Run check = Run.of(new CheckCommand(), words);
      assertThat(check.code()).isEqualTo(1);
      assertThat(check.out().replaceAll("\\s+", " ")).contains("deleted the file of `c3d4`");

      Run fix = Run.of(new FixCommand(), words);
      assertThat(fix.code()).isEqualTo(1);
      assertThat(fix.err()).contains("Restore `c3d4`");
      git.git(fix.out(), new String[] {"apply", "-"});
      assertThat(Run.of(new CheckCommand(), words).code()).isZero();
      git.delete("migrations/versions/c3d4_x.py");
    }
  }

  @Test
  void a_file_that_comes_back_to_a_whole_tree_is_as_safe_by_fix_as_by_audit() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").revision("c3d4", "a1b2");
    git.revision("e5f6", "c3d4").commit("three");
    git.delete("migrations/versions/c3d4_x.py").commit("tidy up");

    String fix = Run.of(new FixCommand(), folder, "--base", "").err().replaceAll("\\s+", " ");
    String audit = Run.of(new AuditCommand(), folder).out();

    assertThat(fix).contains("Restore `c3d4`").doesNotContain("--consent");
    assertThat(audit).contains("Restore `c3d4`", "1 step (1 safe to apply)");
  }

  @Test
  void what_the_base_deleted_is_no_other_branch_s() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").revision("c3d4", "a1b2");
    git.commit("start").branch("feature", "main").write("x.txt", "").commit("feature");
    git.branch("main", "main").delete("migrations/versions/c3d4_x.py").commit("gone");
    git.branch("late", "main").revision("e5f6", "c3d4").commit("late");

    Run check = Run.of(new CheckCommand(), git.folder(), "--base", "main");

    assertThat(check.out().replaceAll("\\s+", " ")).contains("deleted the file of `c3d4`");
  }

  @Test
  void without_a_repository_the_tree_alone_is_judged() throws IOException {
    Path versions = Files.createDirectories(folder.resolve("migrations/versions"));
    Files.writeString(folder.resolve("alembic.ini"), "[alembic]\nscript_location = migrations\n");
    Files.writeString(versions.resolve("b.py"), "revision = \"bbbb\"\ndown_revision = \"aaaa\"\n");
    Files.writeString(folder.resolve(".git"), "gitdir: /nowhere\n");

    Run check = Run.of(new CheckCommand(), folder);

    assertThat(check.code()).isEqualTo(1);
    assertThat(check.out()).contains("RT102");
  }
}
