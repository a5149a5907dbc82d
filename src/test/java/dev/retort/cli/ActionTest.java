package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The shell of the GitHub Action with the runner's variables, in what actions/checkout leaves: a
/// checkout of one commit, the merge that GitHub made, from a real git server.
class ActionTest {
  private static final Path ACTION = Path.of("deploy/action").toAbsolutePath();
  private static final String PULL = "refs/pull/7/merge";

  @TempDir private Path folder = Path.of(".");
  private final Map<String, String> variables = new TreeMap<>();
  private Path checkout = Path.of(".");
  private GitSandbox upstream = GitSandbox.at(Path.of("."));
  private GitServer server;

  @BeforeEach
  void serve() throws Exception {
    Path home = Files.createDirectory(folder.resolve("retort"));
    assertThat(Launcher.at(home)).isExecutable();
    upstream = new GitSandbox(Files.createDirectories(folder.resolve("git/shop")));
    upstream.withTwoHeads();
    for (int i = 0; i < 70; i++) {
      upstream.git("commit", "-q", "--allow-empty", "-m", "Work " + i);
    }
    upstream.git("checkout", "-q", "main");
    merge();
    server = GitServer.start(folder.resolve("git"));
    checkout = Files.createDirectory(folder.resolve("checkout"));
    variables.put("GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString());
    variables.put("GITHUB_OUTPUT", folder.resolve("output").toString());
    variables.put("RETORT_SARIF", folder.resolve("retort.sarif").toString());
    variables.put("GITHUB_REF", PULL);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void merge() {
    upstream.git("checkout", "-q", "--detach", "main");
    upstream.git("merge", "-q", "--no-ff", "--no-edit", "feature");
    upstream.git("update-ref", PULL, "HEAD");
    upstream.git("checkout", "-q", "main");
  }

  /// As actions/checkout does it by default.
  private void checkOut() throws Exception {
    Run run =
        run(
            """
            git init -q . && git remote add origin %s 2>/dev/null
            git fetch -q --no-tags --depth=1 origin +%s:refs/remotes/pull/7/merge &&
            git checkout -q --force refs/remotes/pull/7/merge
            """
                .formatted(server.url("shop"), PULL));
    assertThat(run.code()).as(run.out()).isZero();
    variables.put("GITHUB_SHA", run("git rev-parse HEAD").out().strip());
  }

  private Run check() throws Exception {
    return run("'" + ACTION + "/check.sh'");
  }

  @Test
  void a_pull_request_is_judged_in_a_shallow_checkout_and_told_in_three_ways() throws Exception {
    checkOut();
    variables.put("RETORT_BASE", "main");

    Run run = check();

    assertThat(run.code()).as(run.out()).isEqualTo(1);
    assertThat(run.out())
        .contains("::error file=migrations/versions/d4e5_x.py,line=9,title=RT101 second head::");
    assertThat(Files.readString(folder.resolve("summary.md"))).startsWith("# Two heads would land");
    assertThat(Files.readString(folder.resolve("output"))).isEqualTo("conclusion=failure\n");
    JsonNode sarif = new ObjectMapper().readTree(folder.resolve("retort.sarif").toFile());
    assertThat(sarif.at("/runs/0/results/0/ruleId").asText()).isEqualTo("RT101");
  }

  @Test
  void a_repaired_pull_request_passes() throws Exception {
    upstream.git("checkout", "-q", "feature");
    upstream.revision("d4e5", "c3d4").commit("Repair");
    upstream.git("checkout", "-q", "main");
    merge();
    checkOut();
    variables.put("RETORT_BASE", "main");

    Run run = check();

    assertThat(run.code()).as(run.out()).isZero();
    assertThat(Files.readString(folder.resolve("output"))).isEqualTo("conclusion=success\n");
  }

  @Test
  void a_merge_group_is_judged_against_the_commit_it_is_built_on() throws Exception {
    checkOut();
    variables.put("RETORT_BASE", upstream.git("rev-parse", "main").strip());

    assertThat(check().code()).isEqualTo(1);
  }

  @Test
  void a_base_that_is_not_there_is_an_error_and_no_success() throws Exception {
    checkOut();
    variables.put("RETORT_BASE", "gone");
    Run run = check();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).contains("::error title=retort::origin has no gone");

    variables.put("RETORT_BASE", "--upload-pack=touch x");
    assertThat(check().code()).isEqualTo(2);
    assertThat(checkout.resolve("x")).doesNotExist();
  }

  @Test
  void what_the_action_hands_to_its_shell_is_what_the_shell_reads() throws IOException {
    Map<?, ?> action =
        (Map<?, ?>)
            new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(ACTION.resolve("action.yml")));
    JsonNode steps = new ObjectMapper().valueToTree(action).at("/runs/steps");
    String shell =
        Files.readString(ACTION.resolve("check.sh"))
            + Files.readString(ACTION.resolve("install.sh"));

    assertThat(steps).hasSize(3);
    for (JsonNode step : steps) {
      assertThat(step.path("uses").asText()).matches("|.+@[0-9a-f]{40}");
      step.path("env")
          .fieldNames()
          .forEachRemaining(name -> assertThat(shell).contains("${" + name + ":"));
      // Nothing of a stranger's is pasted into a script.
      assertThat(step.path("run").asText()).doesNotContain("${{");
    }
  }

  @Test
  void the_bundle_is_fetched_once_and_only_as_its_checksum_says() throws Exception {
    String name = "retort-9.9.9-linux-x64";
    Path bin = Files.createDirectories(folder.resolve("made/" + name + "/bin"));
    Files.writeString(bin.resolve("retort"), "#!/bin/sh\necho bundled \"$@\"\n");
    Path release = Files.createDirectory(folder.resolve("release"));
    Path archive = release.resolve(name + ".tar.gz");
    assertThat(
            run("chmod +x %s/retort; tar -czf %s -C %s %s"
                    .formatted(bin, archive, folder.resolve("made"), name))
                .code())
        .isZero();
    Path sum = release.resolve(name + ".tar.gz.sha256");
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive));
    Files.writeString(sum, HexFormat.of().formatHex(hash) + "  " + name + ".tar.gz\n");
    variables.put("RETORT_VERSION", "v9.9.9");
    variables.put("RETORT_DOWNLOAD_URL", release.toUri().toString());
    String install = "'" + ACTION + "/install.sh' " + folder.resolve("tools");

    Run first = run(install);
    assertThat(first.code()).as(first.out()).isZero();
    assertThat(run("$(" + install + ")/retort check").out()).isEqualTo("bundled check\n");
    Files.delete(archive);
    assertThat(run(install).code()).isZero();

    assertThat(run("rm -rf " + folder.resolve("tools") + "; " + install).code()).isEqualTo(2);
    Files.writeString(archive, "something else");
    Run forged = run(install);
    assertThat(forged.code()).isEqualTo(2);
    assertThat(forged.out()).contains("is not what its checksum says");
    variables.put("RETORT_VERSION", "../x");
    assertThat(run(install).code()).isEqualTo(2);
  }

  @Test
  void before_there_is_a_release_the_action_s_own_commit_is_built_once() throws Exception {
    Path clone = folder.resolve("clone");
    Path tools = Files.createDirectory(folder.resolve("tools"));
    Path install = Files.createDirectories(clone.resolve("deploy/action")).resolve("install.sh");
    Files.copy(ACTION.resolve("install.sh"), install);
    Files.writeString(
        tools.resolve("mvn"),
        """
        #!/bin/sh
        [ "$PWD" = "$(realpath %s)" ] || exit 1
        mkdir -p target/bundle/retort-9.9.9-linux-x64/bin
        printf '#!/bin/sh\necho built "$@"\n' > target/bundle/retort-9.9.9-linux-x64/bin/retort
        chmod +x target/bundle/retort-9.9.9-linux-x64/bin/retort
        echo "$@" >> %s
        """
            .formatted(clone, folder.resolve("builds")));
    variables.put("RETORT_VERSION", "source");
    String check =
        "chmod +x %s/mvn; PATH=%s:$PATH; $('%s' %s)/retort check"
            .formatted(tools, tools, install, folder.resolve("unused"));

    assertThat(run(check).out()).isEqualTo("built check\n");
    assertThat(run(check).out()).isEqualTo("built check\n");
    assertThat(Files.readString(folder.resolve("builds")))
        .isEqualTo("-B -ntp -q package -Dmaven.test.skip=true\n");
    variables.put("RETORT_VERSION", "9.9.8");
    variables.put("RETORT_DOWNLOAD_URL", folder.toUri().toString());
    assertThat(run(check).out()).contains("is 9.9.8 a release? The version `source` builds");
  }

  @Test
  void the_hook_of_pre_commit_judges_what_is_staged() throws Exception {
    JsonNode hooks =
        new ObjectMapper()
            .valueToTree(
                new Load(LoadSettings.builder().build())
                    .loadFromString(Files.readString(Path.of(".pre-commit-hooks.yaml"))));
    Path entry = Path.of(hooks.at("/0/entry").asText()).toAbsolutePath();
    assertThat(hooks.at("/0/language").asText()).isEqualTo("script");
    assertThat(entry).isExecutable();
    assertThat(List.of("alembic.ini", "a/b.py", ".github/retort.yml"))
        .allMatch(path -> path.matches(".*(" + hooks.at("/0/files").asText() + ")"));

    Run clone = run("git clone -q %s . && git checkout -q feature".formatted(server.url("shop")));
    assertThat(clone.code()).as(clone.out()).isZero();
    assertThat(run("'" + entry + "'").code()).isEqualTo(1);
    assertThat(run("retort fix --write && '" + entry + "'").code()).isEqualTo(1);
    assertThat(run("git add -A && '" + entry + "'").code()).isZero();
  }

  private Run run(String script) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script)
            .directory(checkout.toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("PATH", folder.resolve("retort/bin") + ":" + environment.get("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.putAll(GitSandbox.WHO);
    environment.putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), text, "");
  }
}
