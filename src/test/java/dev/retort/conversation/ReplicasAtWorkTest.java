package dev.retort.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.retort.Row;
import dev.retort.Server;
import dev.retort.ServerProcess;
import dev.retort.Slow;
import dev.retort.job.JobQueue;
import dev.retort.job.Kind;
import dev.retort.standin.HostedPullRequest;
import dev.retort.web.ServerSettings;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Two servers on one PostgreSQL.
class ReplicasAtWorkTest {
  private static final String MAIN = "dev.retort.Retort";
  private static final String QUICKLY = "-XX:TieredStopAtLevel=1";

  /// Four heartbeats of ten seconds, and what follows.
  private static final Duration TAKEN_OVER = Duration.ofSeconds(90);

  @TempDir private Path folder;

  private Map<String, String> settings(World world) {
    Map<String, String> settings = new HashMap<>(world.settings());
    settings.put("RETORT_DATABASE_URL", Kind.POSTGRESQL.url(folder));
    return settings;
  }

  private static void signal(ServerProcess server, String name) {
    try {
      assertThat(
              new ProcessBuilder("kill", "-" + name, String.valueOf(server.pid()))
                  .start()
                  .waitFor())
          .isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Slow
  @Row("F41")
  @DisplayName("F41 a frozen server's work is taken over, and what it says late is not heard")
  void frozen() {
    try (World world = new World(folder.resolve("data"))) {
      world.settle();
      world.stopServer();
      try (ServerProcess first =
          ServerProcess.start(settings(world), folder.resolve("first"), QUICKLY).awaitReady()) {
        world.github.deliverTo(first.webhook());
        world.github.requests().clear();
        world.github.faults().on("pulls/get").stall(Duration.ofSeconds(5));
        HostedPullRequest pull = world.open("feature", "d1d100000004");
        Awaitility.await()
            .atMost(World.PATIENCE)
            .until(() -> world.github.requests().count("pulls/get") >= 1);
        signal(first, "STOP");

        try (ServerProcess _ =
            ServerProcess.start(settings(world), folder.resolve("second"), QUICKLY).awaitReady()) {
          Awaitility.await().atMost(TAKEN_OVER).until(() -> World.latest(pull).isPresent());
          signal(first, "CONT");
          Awaitility.await()
              .atMost(World.PATIENCE)
              .during(Duration.ofSeconds(8))
              .until(() -> pull.checkRuns().size() == 1);
          assertThat(pull.checkRuns()).hasSize(1);
          assertThat(World.latest(pull).orElseThrow().conclusion()).contains("success");
        }
      }
      world.startServer();
    }
  }

  /// What a process finds that was frozen for so long: nothing else makes it notice.
  @Test
  @Row("F41")
  @DisplayName("F41 a server whose job another one took writes nothing more to GitHub")
  void taken_over() {
    try (World world = new World(folder.resolve("data"))) {
      world.settle();
      world.stopServer();
      ListAppender<ILoggingEvent> log = new ListAppender<>();
      Logger queue = (Logger) LoggerFactory.getLogger(JobQueue.class);
      log.start();
      queue.addAppender(log);
      try (Server server =
          Server.start(ServerSettings.from(settings(world)), World.HASTY, World.QUICK)) {
        world.github.deliverTo("http://127.0.0.1:" + server.port() + "/webhook");
        world.github.requests().clear();
        world.github.faults().on("pulls/get").before(() -> lanes("picked_by = 'another'"));
        HostedPullRequest pull = world.open("feature", "d1d100000004");

        Awaitility.await()
            .atMost(World.PATIENCE)
            .until(() ->
                log.list.stream()
                    .anyMatch(line ->
                        line.getFormattedMessage()
                            .contains("another process has taken the job over")));
        assertThat(world.github.requests().writes()).isEmpty();

        lanes("picked = false, picked_by = null, execution_time = now()");
        world.awaitConclusion(pull, "success");
        assertThat(pull.checkRuns()).hasSize(1);
      } finally {
        queue.detachAppender(log);
      }
      world.startServer();
    }
  }

  /// Changes what stands of the pull requests' lanes, as whoever takes them does.
  private void lanes(String change) {
    try (Connection connection = DriverManager.getConnection(Kind.POSTGRESQL.url(folder));
        Statement statement = connection.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "update scheduled_tasks set version = version + 1, "
                      + change
                      + " where task_instance like '%#%'"))
          .isPositive();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Slow
  @Row({"F49", "F3"})
  @DisplayName(
      "F49 F3 a newer version is started beside an older one, which dies: no check is lost")
  void rolling() throws IOException {
    Path steps = Files.createDirectories(folder.resolve("next/dev/retort/job/postgresql"));
    Files.writeString(
        steps.resolve("V900__next.sql"),
        "alter table job add column next_version text not null default '';\n");
    String now = System.getProperty("java.class.path");
    try (World world = new World(folder.resolve("data"))) {
      world.settle();
      world.stopServer();
      List<HostedPullRequest> pulls = new ArrayList<>();
      try (ServerProcess old =
          ServerProcess.start(settings(world), folder.resolve("old"), QUICKLY).awaitReady()) {
        world.github.deliverTo(old.webhook());
        open(world, pulls, 10);
        try (ServerProcess fresh =
            ServerProcess.startOn(
                    folder.resolve("next") + File.pathSeparator + now,
                    MAIN,
                    settings(world),
                    folder.resolve("fresh"),
                    QUICKLY)
                .awaitReady()) {
          open(world, pulls, 10);
          assertThat(old.isAlive()).as("the older version goes on").isTrue();
          old.kill();
          world.github.deliverTo(fresh.webhook());
          open(world, pulls, 10);

          Awaitility.await()
              .atMost(TAKEN_OVER)
              .until(() -> pulls.stream().allMatch(pull -> World.latest(pull).isPresent()));
          assertThat(pulls).allSatisfy(pull -> assertThat(pull.checkRuns()).hasSize(1));
        }
      }
      world.startServer();
    }
  }

  private static void open(World world, List<HostedPullRequest> pulls, int count) {
    for (int i = 0; i < count; i++) {
      String branch = "feature-" + pulls.size();
      world.shop.branch(branch, "main");
      world.shop.commit(branch, "Work", Map.of(branch + ".txt", "Work.\n"), "ada");
      pulls.add(world.shop.openPullRequest("Work", branch, "main", "ada"));
    }
    world.github.webhooks().awaitIdle(World.PATIENCE);
  }
}
