package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.alembic.SourceTree;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// An empty PostgreSQL and an installed Alembic that upgrades it through whole histories, and takes
/// it down again. Only outside CI may either be missing.
final class EmptyDatabase {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Path histories;

  EmptyDatabase(Path folder) throws IOException {
    this.folder = folder;
    this.histories = Files.createDirectory(folder.resolve("histories"));
  }

  /// Where a migration was refused.
  record Refusal(String path, int line, String error) {}

  /// @param up empty where the way up went through
  /// @param down empty where the way down did, or was not tried
  record Outcome(Optional<Refusal> up, Optional<Refusal> down) {}

  /// Writes a tree down, to be asked about.
  void add(String name, SourceTree tree, List<String> locations) {
    Path history = histories.resolve(name);
    try {
      for (Map.Entry<String, byte[]> file : tree.read(tree.entries().keySet()).entrySet()) {
        Path path = history.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
      Files.createDirectories(history);
      Files.write(history.resolve("locations.txt"), locations);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What became of each that was added, by name.
  Map<String, Outcome> outcomes() throws IOException, InterruptedException {
    Path script = folder.resolve("upgrade_histories.py");
    try (InputStream in =
        EmptyDatabase.class.getResourceAsStream("/differential/upgrade_histories.py")) {
      var _ = Files.copy(Objects.requireNonNull(in), script);
    }
    Path said = folder.resolve("said.jsonl");
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      String url = "postgresql://postgres@localhost:%d/postgres".formatted(server.getPort());
      Process process =
          new ProcessBuilder(python(), script.toString(), histories.toString(), url)
              .redirectOutput(said.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
    Map<String, Outcome> outcomes = new TreeMap<>();
    for (String line : Files.readAllLines(said)) {
      JsonNode each = JSON.readTree(line);
      outcomes.put(
          each.path("name").asText(), new Outcome(refusal(each, "up"), refusal(each, "down")));
    }
    return outcomes;
  }

  private static Optional<Refusal> refusal(JsonNode said, String way) {
    JsonNode refusal = said.path(way);
    return refusal.isObject()
        ? Optional.of(
            new Refusal(
                refusal.path("path").asText(),
                refusal.path("line").asInt(),
                refusal.path("error").asText()))
        : Optional.empty();
  }

  private static String python() throws InterruptedException {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      try {
        Process process =
            new ProcessBuilder(python, "-c", "import alembic, psycopg2")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() == 0) {
          return python;
        }
      } catch (IOException e) {
        // Not there: the next one may be.
      }
    }
    if (Objects.equals(System.getenv("CI"), "true")) {
      throw new AssertionError("in CI, a python3 with alembic and psycopg2 has to be installed");
    }
    return abort("no python3 that can import alembic and psycopg2");
  }
}
