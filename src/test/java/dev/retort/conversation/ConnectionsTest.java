package dev.retort.conversation;

import static dev.retort.conversation.World.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.Server;
import dev.retort.ServerProcess;
import dev.retort.bot.Patience;
import dev.retort.forge.github.Timeouts;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.LoggedRequest;
import dev.retort.web.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The line to GitHub, and the clocks at its ends.
@InWorld
class ConnectionsTest {
  /// Whatever has to be tried again by a job comes too late for the test.
  private static final Patience NONE =
      new Patience(
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          World.QUICK.settling(),
          World.QUICK.repairing(),
          List.of());

  private World world;

  @BeforeEach
  void begin() {
    world.settle();
  }

  @DisplayName("N13 connections that the other side has closed are no tries")
  @Row("N13")
  @Test
  void dead_connections(@TempDir Path data) throws IOException {
    world.stopServer();
    try (Line line = new Line(world.github.url())) {
      Map<String, String> settings = new HashMap<>(world.settings());
      settings.put("RETORT_GITHUB_URL", line.url());
      settings.put("RETORT_DATA_DIR", data.toString());
      // Stalling answers make for connections beside each other, which are kept then.
      world.github.faults().on("pulls/get").times(6).stall(Duration.ofMillis(700));
      try (Server server = Server.start(ServerSettings.from(settings), Timeouts.USUAL, NONE)) {
        world.github.deliverTo("http://127.0.0.1:" + server.port() + "/webhook");
        List<HostedPullRequest> pulls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
          pulls.add(docs("docs-" + i));
        }
        pulls.forEach(pull -> world.awaitConclusion(pull, "success"));
        assertThat(line.closeConnections()).isGreaterThanOrEqualTo(Timeouts.USUAL.tries());

        world.awaitConclusion(docs("late"), "success");
      }
    }
    allLegalButTheHost();
    world.startServer();
  }

  /// The stand-in wonders at a line in between, and at nothing else.
  private void allLegalButTheHost() {
    assertThat(world.github.takeIllegalRequests())
        .isNotEmpty()
        .flatExtracting(LoggedRequest::illegal)
        .allMatch(fault -> fault.startsWith("sent to the host "));
  }

  private HostedPullRequest docs(String branch) {
    world.shop.branch(branch, "main");
    world.shop.commit(branch, "Docs", Map.of("README.md", branch + "\n"), "ada");
    return world.shop.openPullRequest("Docs", branch, "main", "ada");
  }

  @DisplayName("F20 GitHub's time counts, not the machine's")
  @Row("F20")
  @ParameterizedTest
  @ValueSource(ints = {-600, 60, 600})
  void other_clocks(int seconds) throws IOException {
    Duration ahead = Duration.ofSeconds(seconds);
    world.stopServer();
    try (Line line = new Line(world.github.url())) {
      world.github.setClock(InstantSource.offset(Clock.systemUTC(), ahead));
      line.shiftClock(ahead);
      Map<String, String> settings = new HashMap<>(world.settings());
      settings.put("RETORT_GITHUB_URL", line.url());
      try (Server server =
          Server.start(ServerSettings.from(settings), Timeouts.USUAL, World.QUICK)) {
        world.github.deliverTo("http://127.0.0.1:" + server.port() + "/webhook");

        HostedPullRequest pull = world.open("first", "d1d100000004");

        world.awaitConclusion(pull, "success");
        pull.push("More", revision("d1d100000004", "bbbb00000002"));
        world.awaitConclusion(pull, "failure");
      }
    } finally {
      world.github.setClock(InstantSource.system());
    }
    allLegalButTheHost();
    world.startServer();
  }

  @DisplayName("G8 told to stop, the server hands its work back within 25 s, and it is done later")
  @Row("G8")
  @Test
  void a_stop(@TempDir Path data, @TempDir Path logs) throws Exception {
    world.stopServer();
    Map<String, String> settings = new HashMap<>(world.settings());
    settings.put("RETORT_DATA_DIR", data.toString());
    HostedPullRequest pull;
    try (ServerProcess server =
        ServerProcess.start(settings, logs.resolve("log"), "-XX:TieredStopAtLevel=1")
            .awaitReady()) {
      world.github.deliverTo(server.webhook());
      world.github.faults().on("pulls/get").stall(Duration.ofMinutes(2));
      pull = world.open("first", "d1d100000004");
      org.awaitility.Awaitility.await()
          .atMost(World.PATIENCE)
          .until(() -> world.github.requests().count("pulls/get") > 0);

      assertThat(server.terminate(Duration.ofSeconds(25)))
          .as("ended by itself")
          .isLessThan(Duration.ofSeconds(25));
    }
    assertThat(World.latest(pull)).isEmpty();

    try (ServerProcess server =
        ServerProcess.start(settings, logs.resolve("log"), "-XX:TieredStopAtLevel=1")
            .awaitReady()) {
      world.github.deliverTo(server.webhook());
      world.awaitConclusion(pull, "success");
      TimeUnit.MILLISECONDS.sleep(100);
      assertThat(server.isAlive()).isTrue();
    }
    world.startServer();
  }
}
