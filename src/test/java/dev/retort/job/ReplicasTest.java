package dev.retort.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two real processes on one PostgreSQL.
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

  private static void handIn(String url) {
    try (var database = Database.beside(url)) {
      new JobTable(database).put(List.of(new Job("review", "1#7", "")), Instant.now());
    }
  }
}
