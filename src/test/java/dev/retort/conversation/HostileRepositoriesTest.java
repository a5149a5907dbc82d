package dev.retort.conversation;

import static dev.retort.conversation.World.path;
import static dev.retort.conversation.World.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.change.Blobs;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.PostedCheckRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Pull requests of people who mean harm: each gets a check that is not green, and the server goes
/// on.
class HostileRepositoriesTest {
  private static World world;
  private static int opened;

  @BeforeAll
  static void open(@TempDir Path data) {
    world = new World(data);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @AfterEach
  void closePullRequests() {
    world.settle();
    world.shop.pullRequests().stream()
        .filter(HostedPullRequest::isOpen)
        .forEach(HostedPullRequest::close);
  }

  private static HostedPullRequest opened(Map<String, String> files) {
    Map<String, Optional<byte[]>> bytes = new LinkedHashMap<>();
    files.forEach(
        (path, text) -> bytes.put(path, Optional.of(text.getBytes(StandardCharsets.UTF_8))));
    return openedBytes(bytes);
  }

  private static HostedPullRequest openedBytes(Map<String, Optional<byte[]>> files) {
    String branch = "hostile-" + opened++;
    world.shop.branch(branch, "main");
    world.shop.commitFiles(branch, "Work", files, "ada");
    return world.shop.openPullRequest("Work", branch, "main", "ada");
  }

  private static String said(PostedCheckRun check) {
    return check.title().orElse("") + check.summary().orElse("") + check.text().orElse("");
  }

  /// What is written in place of the parent's id.
  enum Expression {
    BRACKETS("(".repeat(100_000) + ")".repeat(100_000)),
    DIGITS("9".repeat(4_301)),
    NUL("'\0'"),
    CHAIN("'a'" + " + 'a'".repeat(100_000)),
    LINE("'" + "x".repeat(900_000) + "'");

    private final String text;

    Expression(String text) {
      this.text = text;
    }
  }

  @DisplayName("A22 what is nested, long or chained without end is refused, not followed")
  @Row("A22")
  @ParameterizedTest
  @EnumSource
  void endless_expressions(Expression expression) {
    String text =
        World.text("d1d100000004", "cccc00000003")
            .replace("down_revision = 'cccc00000003'", "down_revision = " + expression.text);

    HostedPullRequest pull = opened(Map.of(path("d1d100000004"), text));

    PostedCheckRun check = world.awaitConclusion(pull, "failure");
    assertThat(said(check)).contains(path("d1d100000004"));
    assertThat(check.title().orElseThrow()).doesNotContain("could not judge");
  }

  @DisplayName("A23 a file of 50 MB is told by its size, and never fetched")
  @Row("A23")
  @Test
  void a_huge_file() {
    byte[] huge = new byte[50_000_000];
    java.util.Arrays.fill(huge, (byte) '#');
    world.github.requests().clear();

    HostedPullRequest pull = openedBytes(Map.of(path("d1d100000004"), Optional.of(huge)));

    assertThat(said(world.awaitConclusion(pull, "failure")))
        .contains(path("d1d100000004"), "50,000,000 bytes");
    assertThat(world.github.requests().of("git/get-blob"))
        .noneMatch(request -> request.path().endsWith(Blobs.idOf(huge)));
  }

  @DisplayName("A24 circles, a revision that is its own parent, and 5,000 parents come to an end")
  @Row("A24")
  @Test
  void odd_graphs() {
    Map<String, String> circle = new LinkedHashMap<>(revision("d1d100000004", "d2d200000005"));
    circle.putAll(revision("d2d200000005", "d1d100000004"));
    circle.putAll(revision("d3d300000006", "d3d300000006"));
    Map<String, String> wide = new LinkedHashMap<>();
    String parents =
        IntStream.range(0, 5_000)
            .mapToObj("'e%011d'"::formatted)
            .collect(Collectors.joining(", ", "(", ")"));
    wide.put(
        path("d1d100000004"),
        World.text("d1d100000004", "cccc00000003")
            .replace("down_revision = 'cccc00000003'", "down_revision = " + parents));

    PostedCheckRun round = world.awaitConclusion(opened(circle), "failure");
    PostedCheckRun many = world.awaitConclusion(opened(wide), "failure");

    assertThat(said(round)).contains("d1d100000004", "d3d300000006");
    assertThat(said(many)).contains("d1d100000004");
    assertThat(List.of(round.summary().orElse("").length(), many.summary().orElse("").length()))
        .allMatch(length -> length < 65_536);
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

    HostedPullRequest pull = opened(Map.of(path("d1d100000004"), text));

    assertThat(said(world.awaitConclusion(pull, "neutral")))
        .contains("cannot be known without running");
    assertThat(trace).doesNotExist();
  }

  /// What is written as the place of the scripts.
  enum Location {
    CLIMBING("../../etc"),
    ABSOLUTE("/proc/self"),
    PACKAGE("nobody:migrations"),
    RECURSIVE("%(script_location)s/%(script_location)s");

    private final String text;

    Location(String text) {
      this.text = text;
    }
  }

  @DisplayName("A26 a configuration that leads out of the repository, or never ends, is refused")
  @Row("A26")
  @ParameterizedTest
  @EnumSource
  void places_elsewhere(Location location) {
    HostedPullRequest pull =
        opened(Map.of("alembic.ini", "[alembic]\nscript_location = " + location.text + "\n"));

    PostedCheckRun check = world.awaitConclusion(pull, "failure");

    assertThat(said(check)).contains("alembic.ini");
    assertThat(check.title().orElseThrow()).doesNotContain("could not judge");
  }

  @DisplayName("A28 names and settings on which a regular expression would explode cost nothing")
  @Row("A28")
  @Test
  void exploding_patterns() {
    String name = "a".repeat(60) + "{{" + "{%".repeat(60) + "[[".repeat(20) + ".py";
    Map<String, String> files = new LinkedHashMap<>(revision("d1d100000004", "cccc00000003"));
    files.put("alembic/versions/" + name, "x" + " ".repeat(50_000) + "=" + " ".repeat(50_000));
    files.put(".github/retort.yml", "ignore:\n  - '" + "*a".repeat(60) + "*'\n");
    files.put("pyproject.toml", "[tool" + " ".repeat(50_000) + ".\n" + "[".repeat(20_000));

    HostedPullRequest pull = opened(files);

    world.settle();
    assertThat(World.latest(pull).orElseThrow().title().orElseThrow())
        .doesNotContain("could not judge");
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
}
