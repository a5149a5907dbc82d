package dev.retort.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.Slow;
import dev.retort.standin.HostedPullRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happened while nobody listened.
class MissedTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  @TempDir private Path data;

  private static List<HostedPullRequest> openMany(World world, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> world.open("branch" + i, "%012d".formatted(i + 100)))
        .toList();
  }

  private static void awaitChecks(List<HostedPullRequest> pulls) {
    Awaitility.await()
        .atMost(TEN_MINUTES)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> pulls.stream().allMatch(pull -> World.latest(pull).isPresent()));
  }

  @Test
  @Row({"F1", "N4"})
  @DisplayName(
      "F1 N4 what could not be delivered while the server was down is fetched at its start")
  void down() {
    try (World world = new World(data)) {
      world.settle();
      world.stopServer();
      List<HostedPullRequest> pulls = openMany(world, 50);
      Awaitility.await().atMost(World.PATIENCE).until(() -> world.github.webhooks().isIdle());

      world.startServer();

      awaitChecks(pulls);
      assertThat(pulls).allSatisfy(pull -> assertThat(pull.checkRuns()).hasSize(1));
    }
  }

  @Slow
  @Row("G6")
  @DisplayName("G6 after an outage with 500 missed events every verdict is there in ten minutes")
  void down_for_long() {
    try (World world = new World(data)) {
      world.settle();
      world.stopServer();
      List<HostedPullRequest> pulls = openMany(world, 500);
      Awaitility.await().atMost(TEN_MINUTES).until(() -> world.github.webhooks().isIdle());

      world.startServer();

      awaitChecks(pulls);
      world.settle(TEN_MINUTES);
    }
  }

  @Test
  @Row("F2")
  @DisplayName("F2 a head that GitHub never told of is found by the sweep")
  void dropped() {
    try (World world = new World(data)) {
      HostedPullRequest told = world.open("told", "d1d100000004");
      world.awaitConclusion(told, "success");
      world.settle();
      world.stopServer();
      world.github.webhooks().drop(_ -> true);
      List<HostedPullRequest> pulls = openMany(world, 5);
      world.github.webhooks().dropNothing();

      world.startServer();

      awaitChecks(pulls);
      world.settle();
      assertThat(told.checkRuns()).as("reviewed before, left alone").hasSize(1);
    }
  }

  @Test
  @Row({"F38", "N22"})
  @DisplayName(
      "F38 N22 with an emptied database the sweep judges again, and doubles no comment,"
          + " although GitHub does not say by which App it was made")
  void emptied() throws IOException {
    try (World world = new World(data)) {
      HostedPullRequest pull = world.openBroken();
      world.stopServer();
      try (var files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          if (!file.equals(data)) {
            Files.delete(file);
          }
        }
      }
      world.github.nameNoApps();
      int calls = world.github.requests().all().size();

      world.startServer();

      Awaitility.await()
          .atMost(World.PATIENCE)
          .until(() -> world.github.requests().all().size() > calls + 5);
      world.settle();
      assertThat(World.latest(pull).orElseThrow().conclusion()).contains("failure");
      assertThat(world.sticky(pull)).hasSize(1);
    }
  }
}
