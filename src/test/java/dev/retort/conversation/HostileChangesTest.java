package dev.retort.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.ServerProcess;
import dev.retort.change.Blobs;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.PostedCheckRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pull requests that were written to hurt the server, or hold what nobody can judge: each gets a
/// check that says so, and the server, in a process of its own with little memory, goes on.
@Row("G7")
@DisplayName("G7 in 512 MiB of heap no hostile file takes more than a second of work")
class HostileChangesTest {
  private static final Duration MOST_WORK = Duration.ofSeconds(1);

  private static final int MOST_TEXT = 65_535;

  private static World world;
  private static ServerProcess server;
  private static Duration mostWork = Duration.ZERO;
  private static int made;
  private static int files;
  private Duration before = Duration.ZERO;

  @BeforeAll
  static void open(@TempDir Path data, @TempDir Path logs) {
    world = new World(data);
    server = world.restartAsProcess(logs.resolve("log"), "-XX:TieredStopAtLevel=1", "-Xmx512m");
    // What a process has to load before its first verdicts is no file's work.
    world.awaitConclusion(opened(World.revision("d0d000000004", "cccc00000003")), "success");
    for (int i = 0; i < 5; i++) {
      Map<String, String> broken = new HashMap<>(World.revision("d0d00000000" + i, "bbbb00000002"));
      for (int j = 0; j < 100; j++) {
        broken.putAll(World.revision("e%02d%09d".formatted(i, j), "f%02d%09d".formatted(i, j)));
      }
      world.awaitConclusion(opened(broken), "failure");
    }
    world.settle();
  }

  @BeforeEach
  void begin() {
    files = 0;
    before = server.worked();
  }

  @AfterAll
  static void close() {
    try (World whole = world) {
      HostedPullRequest plain = opened(World.revision("d1d100000004", "cccc00000003"));
      whole.awaitConclusion(plain, "success");
      assertThat(server.log()).doesNotContain("OutOfMemoryError");
    }
    System.out.printf("hostile files: %d ms of work at most%n", mostWork.toMillis());
  }

  @AfterEach
  void closePullRequests() throws IOException, InterruptedException {
    world.settle();
    Duration work = server.worked().minus(before).dividedBy(Math.max(1, files));
    mostWork = work.compareTo(mostWork) > 0 ? work : mostWork;
    assertThat(work).as("CPU time, of %d files", files).isLessThan(MOST_WORK);
    assertThat(server.status("/healthz")).isEqualTo(200);
    world.shop.pullRequests().stream()
        .filter(HostedPullRequest::isOpen)
        .forEach(HostedPullRequest::close);
    world.settle();
  }

  private static HostedPullRequest opened(Map<String, String> files) {
    Map<String, Optional<byte[]>> bytes = new HashMap<>();
    files.forEach(
        (path, text) -> bytes.put(path, Optional.of(text.getBytes(StandardCharsets.UTF_8))));
    return openedBytes(bytes);
  }

  private static HostedPullRequest openedBytes(Map<String, Optional<byte[]>> files) {
    String branch = branch();
    HostileChangesTest.files += files.size();
    world.shop.commitFiles(branch, "Add", files, "ada");
    return world.shop.openPullRequest("Hostile", branch, "main", "ada");
  }

  private static String branch() {
    String branch = "hostile-" + made++;
    world.shop.branch(branch, "main");
    return branch;
  }

  /// What people read of a check that fails.
  private static String refusal(HostedPullRequest pull) {
    PostedCheckRun check = world.awaitConclusion(pull, "failure");
    assertThat(check.title().orElseThrow()).doesNotContain("could not judge");
    assertThat(check.summary().orElseThrow().length()).isLessThanOrEqualTo(MOST_TEXT);
    assertThat(check.text().orElse("").length()).isLessThanOrEqualTo(MOST_TEXT);
    return check.title().orElseThrow()
        + "\n"
        + check.summary().orElseThrow()
        + "\n"
        + check.annotations();
  }

  private static String said(PostedCheckRun check) {
    return check.title().orElse("") + check.summary().orElse("") + check.text().orElse("");
  }

  private static Map<String, String> file(String text) {
    return Map.of(World.path("d1d100000004"), text);
  }

  /// What is written in place of the parent's id.
  enum Expression {
    BRACKETS("(".repeat(100_000) + ")".repeat(100_000)),
    DIGITS("9".repeat(4_301)),
    NUL("'\0'"),
    CHAIN("'a'" + " + 'a'".repeat(100_000)),
    NEGATIONS("not ".repeat(100_000) + "1"),
    SUMS("1 + ".repeat(100_000) + "1"),
    LINE("'" + "x".repeat(900_000) + "'");

    private final String text;

    Expression(String text) {
      this.text = text;
    }
  }

  @Row("A22")
  @DisplayName("A22 what is nested, long or chained without end is refused, not followed")
  @ParameterizedTest
  @EnumSource
  void endless(Expression expression) {
    String text =
        World.text("d1d100000004", "cccc00000003")
            .replace("down_revision = 'cccc00000003'", "down_revision = " + expression.text);

    assertThat(refusal(opened(file(text)))).contains(World.path("d1d100000004"));
  }

  @Row("A22")
  @DisplayName("A22 an id without end, and one that is not closed, are refused")
  @ParameterizedTest
  @CsvSource({"(, 100000, ''", "'not ', 100000, 1", "9, 4301, ''", "'1 + ', 100000, 1"})
  void endless_ids(String piece, int times, String end) {
    HostedPullRequest pull = opened(file("revision = " + piece.repeat(times) + end + "\n"));

    assertThat(refusal(pull)).contains("d1d100000004_step.py");
  }

  @Row("A22")
  @DisplayName("A22 a NUL is a fault of the file")
  @Test
  void nul() {
    assertThat(refusal(opened(file("revision = 'd1d100000004'\n# \u0000\n"))))
        .contains("d1d100000004_step.py");
  }

  @Row("A23")
  @DisplayName("A23 a file of 50 MB is told by its size, and nothing huge is ever fetched")
  @Test
  void huge() {
    Map<String, Optional<byte[]>> files = new LinkedHashMap<>();
    String names = "alembic/env.py big.py compose.yml requirements.txt";
    for (String path : (World.path("d1d100000004") + " " + names).split(" ", -1)) {
      byte[] file = new byte[files.isEmpty() ? 50_000_000 : 9 << 20];
      Arrays.fill(file, (byte) '#');
      file[file.length - 1] = (byte) ('a' + files.size());
      files.put(path, Optional.of(file));
    }
    List<String> huge =
        files.values().stream().map(each -> Blobs.idOf(each.orElseThrow())).toList();
    String revision = "from big import it\n" + World.text("d2d200000005", "cccc00000003");
    files.put(World.path("d2d200000005"), Optional.of(revision.getBytes(StandardCharsets.UTF_8)));
    world.github.requests().clear();

    String said = refusal(openedBytes(files));

    assertThat(said).contains(World.path("d1d100000004"), "50,000,000 bytes");
    assertThat(world.github.requests().all())
        .noneMatch(request ->
            huge.stream().anyMatch(id -> (request.path() + request.body()).contains(id)));
  }

  @Row("A24")
  @DisplayName("A24 a circle, and a revision that is its own parent, end in a finding")
  @Test
  void circles() {
    assertThat(refusal(opened(World.revision("d1d100000004", "d1d100000004"))))
        .contains("d1d100000004");
    Map<String, String> circle = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      circle.putAll(World.revision("f%011d".formatted(i), "f%011d".formatted((i + 1) % 500)));
    }
    assertThat(refusal(opened(circle))).contains("496 more");
    Map<String, String> two = new HashMap<>(World.revision("d1d100000004", "d2d200000005"));
    two.putAll(World.revision("d2d200000005", "d1d100000004"));
    two.putAll(World.revision("d3d300000006", "d3d300000006"));
    assertThat(refusal(opened(two))).contains("d1d100000004", "d3d300000006");
  }

  @Row({"A24", "F21"})
  @DisplayName("A24 F21 a merge of 5,000 parents that are missing is told within GitHub's limits")
  @Test
  void many_parents() {
    StringBuilder parents = new StringBuilder("(");
    for (int i = 0; i < 5_000; i++) {
      parents.append("'%012x', ".formatted(i + 1_000_000));
    }
    String text =
        World.text("d1d100000004", "X")
            .replace("down_revision = 'X'", "down_revision = " + parents + ")");
    HostedPullRequest pull = opened(file(text));

    assertThat(refusal(pull)).contains("d1d100000004");
    world.settle();

    assertThat(world.sticky(pull)).hasSize(1);
    assertThat(world.sticky(pull).getFirst().body().length()).isLessThanOrEqualTo(65_536);
  }

  @Row("A25")
  @DisplayName("A25 what only running would tell is never run, and called undecided")
  @Test
  void computed() {
    String text =
        World.text("d1d100000004", "X")
            .replace("down_revision = 'X'", "down_revision = open('/etc/passwd').read()");

    HostedPullRequest pull = opened(file(text));
    world.settle();

    PostedCheckRun check = World.latest(pull).orElseThrow();
    assertThat(check.conclusion()).isNotEqualTo(Optional.of("success"));
    assertThat(check.summary().orElseThrow()).contains("d1d100000004_step.py");
  }

  @DisplayName("A25 what only running the file would tell is not told, and nothing is run")
  @Row("A25")
  @Test
  void computed_values(@TempDir Path folder) {
    Path trace = folder.resolve("ran");
    String text =
        World.text("d1d100000004", "cccc00000003")
            .replace(
                "down_revision = 'cccc00000003'",
                "open('%s', 'w').close()\ndown_revision = f()".formatted(trace));

    HostedPullRequest pull = opened(file(text));

    assertThat(said(world.awaitConclusion(pull, "neutral")))
        .contains("cannot be known without running");
    assertThat(trace).doesNotExist();
  }

  @Row("A26")
  @DisplayName("A26 settings that lead out of the repository or expand for ever are refused")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc",
        "/proc",
        "/proc/self",
        "%(script_location)s",
        "%(script_location)s/%(script_location)s",
        "elsewhere:migrations"
      })
  void settings_that_lead_out(String location) {
    HostedPullRequest pull =
        opened(Map.of("alembic.ini", "[alembic]\nscript_location = " + location + "\n"));

    assertThat(refusal(pull)).contains("alembic.ini");
  }

  @Row("A28")
  @DisplayName("A28 names on which backtracking would take for ever are read at once")
  @Test
  void long_names() {
    String name = "a".repeat(50_000) + "!";
    HostedPullRequest pull =
        opened(
            Map.of(
                World.path("d1d100000004"),
                World.text("d1d100000004", "cccc00000003").replace("select 1", name),
                ".github/retort.yml",
                "ignore: ['" + "**/a*".repeat(60) + "']\n"));
    world.settle();

    assertThat(World.latest(pull)).isPresent();
  }

  @DisplayName("A28 names and settings on which a regular expression would explode cost nothing")
  @Row("A28")
  @Test
  void exploding_patterns() {
    String name = "a".repeat(60) + "{{" + "{%".repeat(60) + "[[".repeat(20) + ".py";
    Map<String, String> files = new LinkedHashMap<>(World.revision("d1d100000004", "cccc00000003"));
    files.put(World.VERSIONS + name, "x" + " ".repeat(50_000) + "=" + " ".repeat(50_000));
    files.put(".github/retort.yml", "ignore:\n  - '" + "*a".repeat(60) + "*'\n");
    files.put("pyproject.toml", "[tool" + " ".repeat(50_000) + ".\n" + "[".repeat(20_000));
    files.put("app/__init__.py", "");
    files.put(
        World.path("d2d200000005"),
        "from app."
            + "a".repeat(200)
            + " import it\n"
            + World.text("d2d200000005", "d1d100000004"));
    files.put(".gitignore", "*a".repeat(60) + "b\n");
    files.put("requirements.txt", "\n".repeat(400_000));

    HostedPullRequest pull = opened(files);

    world.settle();
    assertThat(World.latest(pull).orElseThrow().title().orElseThrow())
        .doesNotContain("could not judge");
  }

  @Row("A29")
  @DisplayName("A29 settings with aliases or tags are refused on their line")
  @ParameterizedTest
  @ValueSource(strings = {"a: &x [1]\nb: *x\n", "a: !!java.net.URL ['http://x']\n"})
  void hostile_yaml(String yaml) {
    assertThat(refusal(opened(Map.of(".github/retort.yml", yaml)))).contains(".github/retort.yml");
  }

  @DisplayName("A29 aliases and tags in the settings are refused on their line")
  @Row("A29")
  @Test
  void settings_that_grow() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol]\n");
    for (int i = 1; i < 30; i++) {
      laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    HostedPullRequest aliases = opened(Map.of(".github/retort.yml", laughs.toString()));
    HostedPullRequest tags =
        opened(
            Map.of(
                ".github/retort.yml",
                "rules: !!javax.script.ScriptEngineManager [!!java.net.URL ['http://127.0.0.1/']]\n"));

    world.settle();

    for (HostedPullRequest pull : List.of(aliases, tags)) {
      PostedCheckRun check = World.latest(pull).orElseThrow();
      assertThat(said(check)).contains("retort.yml");
      assertThat(check.title().orElseThrow()).doesNotContain("could not judge");
    }
  }

  @Row("F51")
  @DisplayName(
      "F51 a link that leads out and an LFS pointer are named, a submodule is not followed")
  @Test
  void what_is_no_file() {
    String branch = branch();
    world.shop.commitEntry(branch, World.VERSIONS + "sub", FileMode.GITLINK, "1".repeat(40));
    world.shop.commitEntry(
        branch, World.VERSIONS + "out.py", FileMode.SYMLINK, "../../../etc/x.py");
    world.shop.commit(
        branch,
        "Add a pointer",
        Map.of(
            World.VERSIONS + "lfs.py",
            "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n"),
        "ada");
    HostedPullRequest pull = world.shop.openPullRequest("Odd", branch, "main", "ada");
    world.settle();

    PostedCheckRun check = World.latest(pull).orElseThrow();
    assertThat(check.conclusion()).isNotEqualTo(Optional.of("success"));
    assertThat(check.summary().orElseThrow() + check.annotations()).contains("out.py", "lfs.py");
  }
}
