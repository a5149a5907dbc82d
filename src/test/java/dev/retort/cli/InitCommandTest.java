package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class InitCommandTest {
  private static final Object[] ALL = {
    "--github-action", "--pre-commit", "--gitlab", "--config", "--agents"
  };

  @TempDir private Path folder = Path.of(".");

  private Run init(String answers, Object... words) {
    Object[] all = new Object[words.length + 1];
    all[0] = folder;
    System.arraycopy(words, 0, all, 1, words.length);
    return Run.of(
        new InitCommand(new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8))), all);
  }

  private Run initAll(String... more) {
    Object[] words = new Object[ALL.length + more.length];
    System.arraycopy(ALL, 0, words, 0, ALL.length);
    System.arraycopy(more, 0, words, ALL.length, more.length);
    return init("", words);
  }

  @Test
  void a_dry_run_shows_all_and_writes_nothing() {
    Run run = initAll("--dry-run");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("deploy/action@v", "id: retort-check", "retort next");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void what_is_written_is_yaml_and_says_what_it_is_for() {
    GitSandbox git = new GitSandbox(folder);

    assertThat(initAll("--yes").code()).isZero();

    assertThat(yaml(git.read(".github/workflows/retort.yml"))).containsKeys("jobs", "permissions");
    assertThat(yaml(git.read(".pre-commit-config.yaml"))).containsKey("repos");
    assertThat(yaml(git.read(".gitlab/retort.yml"))).containsOnlyKeys("retort");
    assertThat(git.read(".gitlab/retort.yml")).contains("build -f deploy/Containerfile");
    assertThat(git.read("AGENTS.md")).contains("retort next --format json");
    git.revision("a1b2", "");
    assertThat(Run.of(new CheckCommand(), folder).code()).isZero();
  }

  @Test
  void a_second_time_nothing_changes() {
    GitSandbox git = new GitSandbox(folder);
    assertThat(initAll("--yes").code()).isZero();
    git.commit("Init");

    assertThat(initAll("--yes").out()).contains("already");

    assertThat(git.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void what_is_there_is_added_to_and_never_overwritten() {
    GitSandbox git = new GitSandbox(folder).write("AGENTS.md", "# Agents\n\nBe kind.");
    git.write(".pre-commit-config.yaml", "repos:\n  - repo: local\n    hooks: []\n");
    git.write(".github/retort.yml", "heads: {allow: 2}\n");

    assertThat(initAll("--yes").code()).isZero();

    assertThat(git.read("AGENTS.md")).startsWith("# Agents\n\nBe kind.\n\n<!-- retort");
    assertThat(String.valueOf(yaml(git.read(".pre-commit-config.yaml")).get("repos")))
        .contains("repo=local", "retort-check");
    assertThat(git.read(".github/retort.yml")).isEqualTo("heads: {allow: 2}\n");
  }

  @Test
  void a_configuration_that_would_become_another_is_only_advised() {
    String text = "repos:\n- repo: local\n  hooks: []\nci: {}\n";
    GitSandbox git = new GitSandbox(folder).write(".pre-commit-config.yaml", text);

    assertThat(init("", "--pre-commit", "--yes").out()).contains("add this to its `repos:`");
    assertThat(git.read(".pre-commit-config.yaml")).isEqualTo(text);
  }

  @Test
  void without_a_yes_nothing_is_written() {
    assertThat(init("n\n", "--config").out()).contains("left as it is");
    assertThat(init("", "--config").out()).contains("left as it is");
    assertThat(folder).isEmptyDirectory();
    assertThat(init("y\n", "--config").out()).contains(".github/retort.yml is written.");
    assertThat(init("").code()).isEqualTo(2);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> yaml(String text) {
    return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }
}
