package dev.retort.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.Slow;
import dev.retort.change.Snapshot;
import dev.retort.schema.body.MigrationReader;
import dev.retort.schema.sql.SqlReader;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random histories of migrations as a real Alembic runs them on a real PostgreSQL and on SQLite,
/// revision by revision and down again, beside what reading alone tells: object by object. Needs a
/// Python that can import Alembic and psycopg2; only outside CI may that be missing.
class SchemaDifferentialTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void some_random_histories_are_replayed_as_the_databases_run_them(@TempDir Path folder)
      throws Exception {
    compare(folder, 1, 16, 9);
  }

  @Slow
  void many_random_histories_are_replayed_as_the_databases_run_them(@TempDir Path folder)
      throws Exception {
    compare(folder, 1_000, 280, 140);
  }

  private static void compare(Path folder, long seed, int postgresql, int sqlite) throws Exception {
    String python = python();
    List<String> wrong = new ArrayList<>();
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      String url = "postgresql://postgres@localhost:%d/postgres".formatted(server.getPort());
      compare(folder, "postgresql", List.of(url), python, seed, postgresql, wrong);
    }
    compare(folder, "sqlite", List.of(), python, seed, sqlite, wrong);
    System.out.printf(
        "schema differential: agree %d of %d histories (%d on PostgreSQL, %d on SQLite)%n",
        postgresql + sqlite - wrong.size(), postgresql + sqlite, postgresql, sqlite);

    assertThat(wrong).isEmpty();
  }

  private static void compare(
      Path folder,
      String dialect,
      List<String> more,
      String python,
      long seed,
      int count,
      List<String> wrong)
      throws IOException, InterruptedException {
    Path histories = Files.createDirectory(folder.resolve(dialect));
    for (int i = 0; i < count; i++) {
      Path history = Files.createDirectory(histories.resolve("%04d".formatted(i)));
      List<String> files = RandomMigrations.of(seed + i, dialect.equals("sqlite"));
      for (int n = 0; n < files.size(); n++) {
        Files.writeString(history.resolve("%03d.py".formatted(n)), files.get(n));
      }
    }
    for (JsonNode said : ask(folder, histories, dialect, more, python)) {
      judge(histories.resolve(said.get("name").asText()), dialect, said).ifPresent(wrong::add);
    }
  }

  /// What is wrong with a history's first step that does not agree.
  private static java.util.Optional<String> judge(Path history, String dialect, JsonNode said)
      throws IOException {
    String name = dialect + " " + said.get("name").asText() + " ";
    if (!said.get("error").isNull()) {
      return java.util.Optional.of(name + "is refused: " + said.get("error").asText());
    }
    Dialect database = Dialect.named(dialect).orElseThrow();
    MigrationReader reader =
        new MigrationReader(
            Snapshot.of("histories", Map.of()), ".", new SqlReader(database), database);
    Schema schema = new Schema(database);
    for (JsonNode step : said.get("steps")) {
      String[] words = step.get("step").asText().split(" ", -1);
      Path file = history.resolve("%03d.py".formatted(Integer.parseInt(words[1])));
      Enactment enactment = new Enactment(schema, file.toString(), file.toString());
      Reading reading =
          reader.read(
              file.toString(),
              Files.readAllBytes(file),
              words[0].equals("up") ? "upgrade" : "downgrade",
              enactment);
      List<String> faults = new ArrayList<>();
      if (reading.extent() != Reading.Extent.COMPLETE) {
        faults.add("is not read in full: " + reading.reasons());
      }
      enactment
          .clashes()
          .forEach(clash -> faults.add("is said to clash: " + clash.kind() + " " + clash.object()));
      compare(Told.of(schema), really(step.get("objects")), faults);
      if (!faults.isEmpty()) {
        return java.util.Optional.of(
            name + step.get("step").asText() + " " + String.join("; ", faults));
      }
    }
    return java.util.Optional.empty();
  }

  static Map<String, String> really(JsonNode objects) {
    Map<String, String> really = new TreeMap<>();
    objects.properties().forEach(each -> really.put(each.getKey(), each.getValue().toString()));
    return really;
  }

  private static void compare(
      Map<String, String> told, Map<String, String> really, List<String> faults) {
    TreeSet<String> all = new TreeSet<>(told.keySet());
    all.addAll(really.keySet());
    for (String object : all) {
      if (!Objects.equals(told.get(object), really.get(object))) {
        faults.add(object + " is " + really.get(object) + ", and was told as " + told.get(object));
      }
    }
  }

  static List<JsonNode> ask(
      Path folder, Path histories, String dialect, List<String> more, String python)
      throws IOException, InterruptedException {
    Path script = folder.resolve("run_migrations.py");
    if (!Files.exists(script)) {
      try (InputStream in =
          SchemaDifferentialTest.class.getResourceAsStream("/differential/run_migrations.py")) {
        var _ = Files.copy(Objects.requireNonNull(in), script);
      }
    }
    Path said = folder.resolve(dialect + ".jsonl");
    List<String> command =
        new ArrayList<>(List.of(python, script.toString(), histories.toString(), dialect));
    command.addAll(more);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
    List<JsonNode> answers = new ArrayList<>();
    for (String line : Files.readAllLines(said, StandardCharsets.UTF_8)) {
      answers.add(JSON.readTree(line));
    }
    assertThat(process.exitValue()).isZero();
    return answers;
  }

  static String python() throws InterruptedException {
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
