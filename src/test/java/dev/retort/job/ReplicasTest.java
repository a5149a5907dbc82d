package dev.retort.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retort.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two and three real processes on one PostgreSQL.
class ReplicasTest {
  @TempDir Path folder;

  private record Replica(Process process, BufferedReader out) {
    void await(String line) throws IOException {
      for (String said = out.readLine(); !line.equals(said); said = out.readLine()) {
        if (said == null) {
          throw new IllegalStateException("ended before it said " + line);
        }
      }
    }

    void signal(String name) throws IOException, InterruptedException {
      var kill =
          new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).inheritIO().start();
      assertThat(kill.waitFor()).isZero();
    }
  }

  private Path written() {
    return folder.resolve("written");
  }

  private Replica start(String name) throws IOException {
    var java = ProcessHandle.current().info().command().orElse("java");
    var process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-classpath",
                System.getProperty("java.class.path"),
                FrozenProcess.class.getName(),
                Kind.POSTGRESQL.url(folder),
                written().toString(),
                name)
            .redirectError(folder.resolve("log-" + name).toFile())
            .start();
    return new Replica(process, process.inputReader(StandardCharsets.UTF_8));
  }

  private void end(Replica... replicas) throws IOException, InterruptedException {
    if (!Files.exists(folder.resolve("written.end"))) {
      Files.createFile(folder.resolve("written.end"));
    }
    for (var replica : replicas) {
      if (!replica.process().waitFor(30, TimeUnit.SECONDS)) {
        replica.process().destroyForcibly();
      }
    }
  }

  @Test
  @Row("F41")
  @DisplayName("F41 a frozen replica's job is taken over, and what it writes late is fenced")
  void frozen() throws IOException, InterruptedException {
    var url = Kind.POSTGRESQL.url(folder);
    var first = start("first");
    first.await("started");
    handIn(url);
    first.await("begun");
    first.signal("STOP");

    var second = start("second");
    second.await("begun");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.exists(written()) && !Files.readAllLines(written()).isEmpty());
    first.signal("CONT");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.readString(folder.resolve("log-first")).contains("taken the job over"));

    end(first, second);
    assertThat(Files.readAllLines(written())).containsExactly("second");
    try (var database = Database.open(url)) {
      assertThat(new JobTable(database).count()).isZero();
    }
  }

  @Test
  @Row({"F3", "F49"})
  @DisplayName("F3 F49 a replica that dies leaves its work to the one that is started beside it")
  void dead() throws IOException, InterruptedException {
    var url = Kind.POSTGRESQL.url(folder);
    var old = start("old");
    old.await("started");
    handIn(url);
    old.await("begun");
    old.signal("KILL");
    var fresh = start("fresh");

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.exists(written()) && !Files.readAllLines(written()).isEmpty());
    end(old, fresh);
    assertThat(Files.readAllLines(written())).containsExactly("fresh");
  }

  @Test
  @Row({"F3", "G3"})
  @DisplayName("F3 three replicas share the work, and the death of one loses nothing")
  void three() throws IOException, InterruptedException {
    var outcome = new KillCycles(Kind.POSTGRESQL, folder).run(2, 3);
    assertThat(outcome.accepted()).isGreaterThan(80);
    assertThat(outcome.lost()).isEmpty();
  }

  @Test
  @Row("F49")
  @DisplayName("F49 a newer version is started beside an older one, and no job is lost")
  void rolling() throws IOException, InterruptedException {
    var url = Kind.POSTGRESQL.url(folder);
    var steps = Files.createDirectories(folder.resolve("next/dev/retort/job/postgresql"));
    Files.writeString(
        steps.resolve("V900__next.sql"),
        """
        alter table job add column next_version text not null default '';
        create table next_version (name text primary key);
        """);
    var now = System.getProperty("java.class.path");
    var next = folder.resolve("next") + System.getProperty("path.separator") + now;
    var accepted = new LinkedHashSet<String>();

    var old = queue(now, new QueueProcess.Feed("old", 100_000, false, 25));
    var oldSays = old.inputReader(StandardCharsets.UTF_8);
    read(oldSays, 20, accepted);
    var fresh = queue(next, new QueueProcess.Feed("fresh", 40, true, 0));
    var freshSays = fresh.inputReader(StandardCharsets.UTF_8);
    read(freshSays, 1, accepted);
    assertThat(steps(url)).as("the newer schema is there").contains("900");
    while (oldSays.ready()) {
      read(oldSays, 1, accepted);
    }
    read(oldSays, 10, accepted);
    assertThat(old.isAlive()).as("the older version goes on").isTrue();
    old.toHandle().destroyForcibly();
    read(oldSays, Integer.MAX_VALUE, accepted);
    read(freshSays, Integer.MAX_VALUE, accepted);
    assertThat(fresh.waitFor(60, TimeUnit.SECONDS)).isTrue();

    var last = queue(next, new QueueProcess.Feed("last", 0, false, 0));
    assertThat(last.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readAllLines(folder.resolve("done"))).containsAll(accepted);
    assertThatThrownBy(() -> Database.open(url))
        .isInstanceOf(DatabaseUnusableException.class)
        .hasMessageContaining("newer version")
        .hasMessageContaining("900");
  }

  private Process queue(String classes, QueueProcess.Feed feed) throws IOException {
    return QueueProcess.builder(
            new QuickStart(classes, QuickStart.none().options()),
            Kind.POSTGRESQL.url(folder),
            folder.resolve("done"),
            feed,
            folder.resolve("log-" + feed.prefix()))
        .start();
  }

  private static void read(BufferedReader from, int most, Set<String> into) throws IOException {
    for (int i = 0; i < most; i++) {
      var line = from.readLine();
      if (line == null) {
        return;
      }
      into.add(line);
    }
  }

  private static List<String> steps(String url) {
    try (var database = Database.beside(url)) {
      return database.read(handle ->
          handle
              .createQuery("select version from flyway_schema_history where version is not null")
              .mapTo(String.class)
              .list());
    }
  }

  private static void handIn(String url) {
    try (var database = Database.beside(url)) {
      new JobTable(database).put(List.of(new Job("review", "1#7", "")), Instant.now());
    }
  }
}
