package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The README's recipes, taken from its text and run literally: real git, real shells, and a
/// `retort` on the path that starts the real program. In a clone whose `origin/main` has moved on,
/// a branch adds a revision to the old head: each recipe refuses it, and passes what is repaired.
class RecipesTest {
  private static final String BROKEN = "d4e5";

  @TempDir private Path folder = Path.of(".");
  private Path home = Path.of(".");
  private Path clone = Path.of(".");

  @BeforeEach
  void layOut() throws Exception {
    home = Files.createDirectory(folder.resolve("retort"));
    assertThat(Launcher.at(home)).isExecutable();
    Path upstream = Files.createDirectory(folder.resolve("upstream"));
    GitSandbox git = new GitSandbox(upstream).revision("a1b2", "").commit("Start");
    git.branch("feature", "main").write("README.md", "A shop.").commit("Say what it is");
    git.revision(BROKEN, "a1b2").commit("Add a feature");
    git.branch("main", "main").revision("c3d4", "a1b2").commit("Add refunds");
    clone = folder.resolve("clone");
    git.git("clone", "-q", upstream.toString(), clone.toString());
    passes("git checkout -q feature");
  }

  @Test
  void the_git_hook_refuses_the_commit() throws Exception {
    Path hook = clone.resolve(".git/hooks/pre-commit");
    Files.writeString(hook, recipe("#!/bin/sh\n"));
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));

    fails("echo more >> README.md && git commit -qam More", "RT101", BROKEN);
    repair();

    passes("git commit -qam Repair");
  }

  @Test
  void the_hook_of_pre_commit_refuses_the_commit() throws Exception {
    JsonNode hook = yaml(recipe("repos:\n")).at("/repos/0/hooks/0");
    assertThat(hook.path("language").asText()).isEqualTo("system");
    assertThat(hook.path("pass_filenames").asBoolean(true)).isFalse();

    fails(hook.path("entry").asText(), "RT101", BROKEN);
    repair();

    passes(hook.path("entry").asText());
  }

  @Test
  void the_workflow_of_github_fails_and_still_has_something_to_upload() throws Exception {
    JsonNode steps = yaml(recipe("on: pull_request\n")).at("/jobs/migrations/steps");
    assertThat(steps.at("/0/uses").asText()).startsWith("actions/checkout@");
    assertThat(steps.at("/0/with/fetch-depth").asInt(1)).isZero();
    String check = "export GITHUB_BASE_REF=main; " + steps.at("/1/run").asText();
    assertThat(steps.at("/2/uses").asText()).startsWith("github/codeql-action/upload-sarif@");
    assertThat(steps.at("/2/if").asText()).isEqualTo("success() || failure()");
    Path uploaded = clone.resolve(steps.at("/2/with/sarif_file").asText());

    // GitHub checks out what a merge would give.
    passes("git checkout -q --detach && git merge -q --no-edit origin/main");
    fails(check);
    assertThat(results(uploaded))
        .singleElement()
        .satisfies(result -> assertThat(result.path("ruleId").asText()).isEqualTo("RT101"));
    passes("git checkout -q feature");
    repair();

    passes(check);
    assertThat(results(uploaded)).isEmpty();
  }

  @Test
  void the_job_of_gitlab_fails() throws Exception {
    JsonNode job = yaml(recipe("migrations:\n")).path("migrations");
    StringBuilder script =
        new StringBuilder("set -e; export CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main");
    job.path("script").forEach(line -> script.append("; ").append(line.asText()));
    assertThat(job.at("/variables/GIT_DEPTH").asText()).isEqualTo("0");

    fails(script.toString(), "RT101", BROKEN);
    repair();

    passes(script.toString());
  }

  @Test
  void the_rebase_stops_at_the_commit_that_breaks_the_history() throws Exception {
    String rebase = recipe("git rebase ");

    fails(rebase, "RT101", BROKEN);
    assertThat(passes("git log -1 --format=%s").strip()).isEqualTo("Add a feature");
    assertThat(passes("git status")).contains("rebase in progress");
    repair();
    passes("git commit -q -a --amend --no-edit && GIT_EDITOR=true git rebase --continue");

    passes("git checkout -q -b again && " + rebase);
  }

  /// As a person does it who reads what the check says.
  private void repair() throws Exception {
    passes("retort fix --base origin/main --write && git add -A");
  }

  /// The block of the README that begins so.
  private static String recipe(String beginning) throws IOException {
    List<String> blocks = List.of(Files.readString(Path.of("README.md")).split("```", -1));
    List<String> found =
        blocks.stream()
            .map(block -> block.substring(block.indexOf('\n') + 1))
            .filter(block -> block.startsWith(beginning))
            .toList();
    assertThat(found).as("blocks that begin with %s", beginning).hasSize(1);
    return found.getFirst();
  }

  private static JsonNode yaml(String text) {
    return new ObjectMapper()
        .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  private static JsonNode results(Path sarif) throws IOException {
    return new ObjectMapper().readTree(sarif.toFile()).at("/runs/0/results");
  }

  private String passes(String script) throws Exception {
    Run run = run(script);
    assertThat(run.code()).as(script + "\n" + run.out()).isZero();
    return run.out();
  }

  private void fails(String script, String... told) throws Exception {
    Run run = run(script);
    assertThat(run.code()).as(script + "\n" + run.out()).isEqualTo(1);
    List.of(told).forEach(each -> assertThat(run.out()).contains(each));
  }

  private Run run(String script) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script)
            .directory(clone.toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("PATH", home.resolve("bin") + ":" + environment.get("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.putAll(GitSandbox.WHO);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), text, "");
  }
}
