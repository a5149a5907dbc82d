package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `.github/retort.yml` as the command line obeys it.
class SettingsCommandTest {
  private static final String SETTINGS = ".github/retort.yml";

  @TempDir private Path folder = Path.of(".");

  private GitSandbox twoHeads(String settingsOfMain) {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();
    git.git("checkout", "-q", "main");
    git.write(SETTINGS, settingsOfMain).commit("settings");
    git.git("checkout", "-q", "feature");
    return git;
  }

  private static Run check(GitSandbox git, Object... more) {
    Object[] arguments = new Object[1 + more.length];
    arguments[0] = git.folder();
    System.arraycopy(more, 0, arguments, 1, more.length);
    return Run.of(new CheckCommand(), arguments);
  }

  @Test
  void the_settings_of_the_base_rule() {
    GitSandbox git = twoHeads("heads: {allow: 2}\n");

    assertThat(check(git, "--base", "main").code()).isZero();
    assertThat(check(git, "--base", "main~1").code()).isEqualTo(1);
  }

  @Test
  @Row("A21")
  @DisplayName("A21 a change cannot switch its own judge off")
  void the_settings_of_the_change_do_not_rule() {
    GitSandbox git = twoHeads("rules: {RT101: failure}\n");
    git.write(SETTINGS, "rules: {RT101: off}\n").commit("off");

    assertThat(check(git, "--base", "main", "--head", "feature").code()).isEqualTo(1);
  }

  @Test
  void without_a_base_the_settings_of_the_tree_rule() {
    GitSandbox git = twoHeads("");
    git.revision("c3d4", "a1b2");

    assertThat(check(git, "--base", "").code()).isEqualTo(1);
    git.write(SETTINGS, "heads: {allow: 2}\n");
    assertThat(check(git, "--base", "").code()).isZero();
    git.commit("both");
    assertThat(check(git, "--base", "", "--head", "feature").code()).isZero();
  }

  @Test
  void a_mistake_fails_on_its_line_and_does_not_invent_an_environment() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "");
    git.write(SETTINGS, "environments:\n  - script_location: nowhere\nforcast: true\n");

    Run run = check(git, "--format", "json");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .containsOnlyOnce("\"script_location\"")
        .contains("\"line\" : 2", "\"line\" : 3", "is `forecast` meant?");
    assertThat(check(git, "--format", "text").out()).contains(".github/retort.yml:3");
    assertThat(check(git, "--format", "sarif").out()).contains("forecast");
  }

  @Test
  void a_repository_without_an_environment_is_told_of_its_mistakes_too() {
    GitSandbox git = new GitSandbox(folder);
    git.write(SETTINGS, "forecast: 7\n");
    for (String file : List.of("alembic.ini", "migrations/env.py")) {
      assertThat(git.folder().resolve(file).toFile().delete()).isTrue();
    }

    Run run = check(git, "--format", "json");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("\"script_location\" : \".github\"", "not `7`");
  }

  @Test
  void the_graph_tells_of_mistakes_as_well() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "");
    assertThat(Run.of(new GraphCommand(), git.folder()).code()).isZero();
    git.write(SETTINGS, "forecast: 7\n");

    Run run = Run.of(new GraphCommand(), git.folder(), "--format", "json");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("\"code\" : \"RT401\"", "not `7`");
  }

  @Test
  void the_preferred_strategy_is_recommended_and_the_insisted_one_goes_before_it() {
    GitSandbox git = twoHeads("repair: {strategy: merge}\n");

    Run preferred = Run.of(new FixCommand(), git.folder(), "--base", "main");
    assertThat(preferred.out())
        .contains("+++ b/migrations/versions/")
        .contains("+down_revision = (");
    Run other = Run.of(new FixCommand(), git.folder(), "--base", "main", "--strategy", "repoint");
    assertThat(other.out()).contains("+down_revision = \"c3d4\"");
    Run check = check(git, "--base", "main", "--format", "json");
    assertThat(check.out().indexOf("\"strategy\" : \"merge\""))
        .isPositive()
        .isLessThan(check.out().indexOf("\"strategy\" : \"repoint\""));
  }
}
