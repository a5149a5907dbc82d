package dev.retort.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBackupTest {
  @TempDir Path folder;

  /// Of the newest PostgreSQL there is: an older one refuses a newer server.
  private static Optional<Path> tool(String name) {
    var installed = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(installed)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(installed)) {
      return versions
          .map(version -> version.resolve("bin").resolve(name))
          .filter(Files::isExecutable)
          .max(Path::compareTo);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(String... command) throws IOException, InterruptedException {
    var said = folder.resolve("said");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(said)).isZero();
  }

  @Test
  void a_dump_of_a_running_server_is_restored_as_the_operating_page_says()
      throws IOException, InterruptedException {
    var dump = tool("pg_dump");
    var restore = tool("pg_restore");
    Assumptions.assumeTrue(
        "true".equals(System.getProperty("retort.ci")) || (dump.isPresent() && restore.isPresent()),
        "PostgreSQL's tools");
    var url = Kind.POSTGRESQL.url(Files.createDirectory(folder.resolve("one")));
    var other = Kind.POSTGRESQL.url(Files.createDirectory(folder.resolve("other")));
    var backup = folder.resolve("retort.dump").toString();
    try (var database = Database.open(url)) {
      new StoredLedger(database, Clock.systemUTC()).enter("accepted 1#7", Map.of("RT101", "ada"));
      new JobTable(database).put(List.of(new Job("review", "1#7", "waits")), Instant.now());
      run(
          dump.orElseThrow().toString(),
          "--format=custom",
          "--file=" + backup,
          url.substring("jdbc:".length()));
    }
    run(
        restore.orElseThrow().toString(),
        "--clean",
        "--if-exists",
        "--no-owner",
        "--dbname=" + other.substring("jdbc:".length()),
        backup);
    try (var database = Database.open(other)) {
      assertThat(new StoredLedger(database, Clock.systemUTC()).page("accepted 1#7"))
          .containsExactly(Map.entry("RT101", "ada"));
      assertThat(new StoredJobs(database).list(10))
          .singleElement()
          .satisfies(job -> assertThat(job.payload()).isEqualTo("waits"));
    }
  }
}
