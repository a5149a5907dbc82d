package dev.retort.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.retort.Slow;
import dev.retort.change.Snapshot;
import dev.retort.schema.body.MigrationReader;
import dev.retort.schema.sql.SqlReader;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of random ways down with mistakes in them, beside what a real Alembic and a real
/// PostgreSQL make of each: a way down is said to fail exactly where it does, and otherwise to lead
/// where it leads.
class DescentDifferentialTest {
  @Test
  void some_random_ways_down_end_as_it_is_said(@TempDir Path folder) throws Exception {
    compare(folder, Long.getLong("seed", 1), Integer.getInteger("histories", 16));
  }

  @Slow
  void many_random_ways_down_end_as_it_is_said(@TempDir Path folder) throws Exception {
    compare(folder, 5_000, 280);
  }

  private static void compare(Path folder, long seed, int count) throws Exception {
    String python = SchemaDifferentialTest.python();
    Path histories = Files.createDirectory(folder.resolve("mistaken"));
    for (int i = 0; i < count; i++) {
      Path history = Files.createDirectory(histories.resolve("%04d".formatted(i)));
      List<String> files = RandomMigrations.of(seed + i, false, new MistakenWayDown(seed + i));
      for (int n = 0; n < files.size(); n++) {
        Files.writeString(history.resolve("%03d.py".formatted(n)), files.get(n));
      }
    }
    Count seen = new Count();
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      String url = "postgresql://postgres@localhost:%d/postgres".formatted(server.getPort());
      for (JsonNode said :
          SchemaDifferentialTest.ask(
              folder, histories, "postgresql", List.of(url, "tried"), python)) {
        judge(histories.resolve(said.get("name").asText()), said, seen);
      }
    }
    System.out.printf(
        "descent differential: %d wrong of %d ways down, %d of which fail and %d do not lead back%n",
        seen.wrong.size(), seen.tried, seen.failed, seen.incomplete);

    assertThat(String.join("\n", seen.wrong)).isEmpty();
  }

  private static final class Count {
    private final List<String> wrong = new ArrayList<>();
    private int tried;
    private int failed;
    private int incomplete;
  }

  private static void judge(Path history, JsonNode said, Count seen) throws IOException {
    assertThat(said.get("error").isNull()).as(said.toString()).isTrue();
    Schema schema = new Schema(Dialect.POSTGRESQL);
    Schema before = schema;
    Map<String, String> there = Map.of();
    Map<String, String> found = Map.of();
    for (JsonNode step : said.get("steps")) {
      String[] words = step.get("step").asText().split(" ", -1);
      Path file = history.resolve("%03d.py".formatted(Integer.parseInt(words[1])));
      if (words[0].equals("up")) {
        before = schema.copy();
        found = there;
        there = SchemaDifferentialTest.really(step.get("objects"));
        read(file, "upgrade", new Enactment(schema, "r", file.toString()));
        continue;
      }
      Schema restored = schema.copy();
      Enactment enactment = new Enactment(restored, "r", file.toString());
      Reading reading = read(file, "downgrade", enactment);
      Descent descent = new Descent(before, schema.copy(), reading, enactment.clashes(), restored);
      seen.tried++;
      fault(descent, step, found, seen)
          .ifPresent(fault ->
              seen.wrong.add(history.getFileName() + " " + step.get("step") + " " + fault));
    }
  }

  private static Reading read(Path file, String function, Enactment enactment) throws IOException {
    MigrationReader reader =
        new MigrationReader(
            Snapshot.of("histories", Map.of()),
            ".",
            new SqlReader(Dialect.POSTGRESQL),
            Dialect.POSTGRESQL);
    return reader.read(file.toString(), Files.readAllBytes(file), function, enactment);
  }

  private static Optional<String> fault(
      Descent descent, JsonNode step, Map<String, String> found, Count seen) {
    if (!step.get("error").isNull()) {
      seen.failed++;
      // A table that nothing made may be made elsewhere.
      return descent.clashes().isEmpty() && descent.restored().isClosed()
          ? Optional.of("is not said to fail: " + step.get("error").asText())
          : Optional.empty();
    }
    if (!descent.clashes().isEmpty()) {
      Clash clash = descent.clashes().getFirst();
      return Optional.of("is said to fail: " + clash.kind() + " " + clash.object());
    }
    Map<String, String> really = SchemaDifferentialTest.really(step.get("objects"));
    Map<String, String> told = new TreeMap<>(Told.of(descent.restored()));
    if (!told.equals(really)) {
      return Optional.of(
          "leads to "
              + besides(really, told)
              + ", and was told to lead to "
              + besides(told, really));
    }
    boolean back = really.equals(found);
    boolean nothing = descent.reading().operations().isEmpty();
    seen.incomplete += back || nothing ? 0 : 1;
    return descent.remainder().isPresent() == (back || nothing)
        ? Optional.of(
            "leaves %s, loses %s, and was told of %s"
                .formatted(besides(really, found), besides(found, really), descent.remainder()))
        : Optional.empty();
  }

  /// What the first has and the other has not, or otherwise.
  private static Map<String, String> besides(Map<String, String> one, Map<String, String> other) {
    Map<String, String> besides = new TreeMap<>(one);
    besides.entrySet().removeAll(other.entrySet());
    return besides;
  }
}
