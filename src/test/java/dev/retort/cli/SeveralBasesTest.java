package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole histories that begin several times: chained where something says what came first, and by
/// `fix` and `audit` alike.
class SeveralBasesTest {
  @TempDir private Path folder = Path.of(".");

  @Test
  void days_without_a_time_say_which_came_first() throws Exception {
    GitSandbox git = start();
    git.write(file("a_later"), base("a1", "Create Date: 2024-03-02\n"));
    git.write(file("z_first"), base("z1", "Create Date: 2024-03-01\n"));
    git.commit("both");

    assertChained(git, "a1", "z1");
  }

  @Test
  void dates_in_the_names_of_files_say_it_too() throws Exception {
    GitSandbox git = start();
    git.write(file("20240302_users"), base("a1", ""));
    git.write(file("20240301_init"), base("z1", ""));
    git.commit("both");

    assertChained(git, "a1", "z1");
  }

  @Test
  void where_nothing_says_it_the_commits_do() throws Exception {
    GitSandbox git = start();
    git.write(file("z_first"), base("z1", "")).commit("first");
    git.git("-c", "user.name=a", "commit", "-q", "--no-gpg-sign", "--allow-empty", "-m", "pause");
    git.write(file("a_later"), base("a1", ""));
    git.git("add", "-A");
    git.git(
        "-c",
        "core.editor=true",
        "commit",
        "-q",
        "--no-gpg-sign",
        "-m",
        "later",
        "--date",
        "2026-03-05T10:00:00Z");

    assertChained(git, "a1", "z1");
  }

  @Test
  void where_dates_and_commits_say_nothing_the_numbers_of_the_files_do() throws Exception {
    GitSandbox git = start();
    git.write(file("10_later"), base("a1", ""));
    git.write(file("2_first"), base("z1", ""));
    git.commit("both");

    assertChained(git, "a1", "z1");
  }

  @Test
  void numbers_that_are_the_same_say_nothing() {
    GitSandbox git = start();
    git.write(file("0001_a"), base("a1", ""));
    git.write(file("0001_b"), base("z1", ""));
    git.commit("both");

    assertThat(Run.of(new FixCommand(), git.folder(), "--base", "").out())
        .doesNotContain("+down_revision = '");
  }

  @Test
  void the_true_initial_migration_is_not_blamed() {
    GitSandbox git = start();
    git.write(file("a_undated"), base("a1", ""));
    git.write(file("m_later"), base("m1", "Create Date: 2024-05-01\n"));
    git.write(file("z_initial"), base("z1", "Create Date: 2024-01-03 10:00:00\n"));
    git.commit("all at once");

    String told = Run.of(new CheckCommand(), git.folder(), "--base", "").out();

    assertThat(told.replaceAll("\\s+", " "))
        .contains("`a1` revises nothing, so it starts the history a second time beside `z1`")
        .contains("`m1` revises nothing, so it starts the history a second time beside `z1`")
        .doesNotContain("`z1` revises nothing");
  }

  private static void assertChained(GitSandbox git, String child, String parent) throws Exception {
    String check = Run.of(new CheckCommand(), git.folder(), "--base", "").out();
    Run fix = Run.of(new FixCommand(), git.folder(), "--base", "");
    JsonNode plan =
        new ObjectMapper()
            .readTree(Run.of(new AuditCommand(), git.folder(), "--format", "json").out())
            .at("/environments/0/plan/steps");
    List<String> patches = new ArrayList<>();
    plan.forEach(step -> patches.add(step.at("/repair/patch").asText()));

    assertThat(check)
        .contains("RT105")
        .containsAnyOf(
            "`" + child + "` revises nothing",
            "`" + child + "` and `" + parent + "` both revise nothing");
    assertThat(fix.out())
        .contains("+down_revision = '" + parent + "'")
        .doesNotContain("new file mode");
    assertThat(patches).containsExactly(fix.out());
  }

  private GitSandbox start() {
    return new GitSandbox(folder)
        .write("alembic.ini", "[alembic]\nscript_location = migrations\n")
        .write("migrations/env.py", "from alembic import context\n");
  }

  private static String file(String name) {
    return "migrations/versions/" + name + ".py";
  }

  private static String base(String id, String header) {
    return "\"\"\"%s\n\nRevision ID: %s\n%s\"\"\"\nrevision = '%s'\ndown_revision = None\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n"
        .formatted(id, id, header, id);
  }
}
