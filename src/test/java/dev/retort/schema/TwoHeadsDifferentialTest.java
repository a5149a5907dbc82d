package dev.retort.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.Slow;
import dev.retort.alembic.Environment;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.TreeOfTexts;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random pairs of lines as a real Alembic runs them on a real PostgreSQL in both orders, beside
/// whether reading says that they commute. The order of columns within a table is no difference.
class TwoHeadsDifferentialTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Environment ENVIRONMENT =
      new Environment(
          "migrations",
          Optional.of("alembic.ini"),
          List.of("migrations/versions"),
          false,
          false,
          Map.of(),
          List.of());

  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  @Test
  void nothing_false_is_said_of_some_random_pairs(@TempDir Path folder) throws Exception {
    compare(folder, Long.getLong("seed", 1), Integer.getInteger("pairs", 30));
  }

  @Slow
  void nothing_false_is_said_of_many_random_pairs(@TempDir Path folder) throws Exception {
    compare(folder, 10_000, 1_000);
  }

  private void compare(Path folder, long seed, int count) throws Exception {
    Path histories = Files.createDirectory(folder.resolve("histories"));
    for (int i = 0; i < count; i++) {
      write(histories.resolve("%08d".formatted(seed + i)), RandomSides.of(seed + i));
    }
    for (JsonNode said : ask(folder, histories)) {
      judge(said);
    }
    System.out.printf(
        "two heads differential: %d wrong of %d pairs, %s%n", wrong.size(), count, counts);

    assertThat(String.join("\n\n", wrong)).isEmpty();
  }

  private static void write(Path history, RandomSides.Sides sides) throws IOException {
    Files.createDirectory(history);
    Files.writeString(history.resolve("base.py"), module(sides.base()));
    Files.writeString(history.resolve("one.py"), module(sides.one()));
    Files.writeString(history.resolve("other.py"), module(sides.other()));
  }

  private static String module(List<String> bodies) {
    StringBuilder text = new StringBuilder();
    text.append("import sqlalchemy as sa\nfrom alembic import op\n");
    text.append("from sqlalchemy.dialects import postgresql\n");
    for (int i = 0; i < bodies.size(); i++) {
      text.append("\n\ndef upgrade%d():\n".formatted(i)).append(bodies.get(i).indent(4));
    }
    return text.toString();
  }

  private void judge(JsonNode said) {
    if (!said.get("base").isNull()) {
      count("base refused");
      return;
    }
    Orders orders = new Orders(said.get("one"), said.get("other"));
    if (orders.isOneBroken()) {
      count("a side refused by itself");
      return;
    }
    RandomSides.Sides sides = RandomSides.of(said.get("name").asLong());
    Commutation found = of(sides);
    String verdict =
        switch (found) {
          case Commutation.Proved _ -> "proved";
          case Commutation.Collide _ -> "collided";
          case Commutation.Unknown _ -> "unknown, and " + (orders.commute() ? "commute" : "do not");
        };
    count(verdict);
    orders
        .fault(found)
        .ifPresent(fault ->
            wrong.add(
                "seed %d: %s%n%s%n%s%n%s%n%s"
                    .formatted(
                        said.get("name").asLong(),
                        fault,
                        found,
                        "base: " + String.join("\n", sides.base()),
                        "one: " + String.join("\n", sides.one()),
                        "other: " + String.join("\n", sides.other()))));
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  private static Commutation of(RandomSides.Sides sides) {
    TreeOfTexts tree = new TreeOfTexts();
    String base = line(tree, "base", "None", sides.base());
    String one = line(tree, "one", base, sides.one());
    String other = line(tree, "other", base, sides.other());
    History history = new HistoryReader(RevisionCache.NONE).read(tree, ENVIRONMENT);
    return TwoHeads.of(history, tree, Dialect.POSTGRESQL, Set.of(plain(one)), Set.of(plain(other)));
  }

  private static String plain(String quoted) {
    return quoted.replace("'", "");
  }

  /// The last one's name, in quotes.
  private static String line(TreeOfTexts tree, String name, String down, List<String> bodies) {
    String last = down;
    for (int i = 0; i < bodies.size(); i++) {
      String id = name + i;
      tree.file(
          "migrations/versions/" + id + ".py",
          """
          import sqlalchemy as sa
          from alembic import op
          from sqlalchemy.dialects import postgresql
          revision = '%s'
          down_revision = %s

          def upgrade():
          """
                  .formatted(id, last)
              + bodies.get(i).indent(4));
      last = "'" + id + "'";
    }
    return last;
  }

  /// What the database made of the two orders, each with the side that ran first.
  private record Orders(JsonNode oneFirst, JsonNode otherFirst) {
    /// Whether a side is refused on the base, and as well after the other one.
    boolean isOneBroken() {
      return isBroken("one", oneFirst, otherFirst)
          || isBroken("other", otherFirst, oneFirst)
          || (failed(oneFirst).equals("one") && failed(otherFirst).equals("other"));
    }

    private static String failed(JsonNode order) {
      return order.get("failed").asText();
    }

    private static boolean isBroken(String side, JsonNode alone, JsonNode after) {
      return failed(alone).equals(side) && failed(after).equals(side);
    }

    private static boolean runs(JsonNode order) {
      return order.get("failed").isNull();
    }

    boolean commute() {
      return runs(oneFirst)
          && runs(otherFirst)
          && oneFirst.get("objects").equals(otherFirst.get("objects"));
    }

    Optional<String> fault(Commutation found) {
      return switch (found) {
        case Commutation.Unknown _ -> Optional.empty();
        case Commutation.Proved _ ->
            commute() ? Optional.empty() : Optional.of("is said to commute: " + told());
        case Commutation.Collide collide -> fault(collide);
      };
    }

    private Optional<String> fault(Commutation.Collide collide) {
      for (Collision collision : collide.collisions()) {
        boolean right =
            switch (collision.order()) {
              case ONE_FIRST -> !runs(otherFirst);
              case OTHER_FIRST -> !runs(oneFirst);
              case NONE ->
                  collision.kind() == Collision.Kind.ALTER_DIFFERENTLY
                      ? !commute()
                      : !runs(oneFirst) && !runs(otherFirst);
            };
        if (!right) {
          return Optional.of("does not collide: " + collision + " " + told());
        }
      }
      if (collide.besides().isPresent()) {
        return Optional.empty();
      }
      boolean refused =
          (collide.oneIsLast() && !runs(otherFirst)) || (collide.otherIsLast() && !runs(oneFirst));
      if (refused) {
        return Optional.of("does not run in the only order that is said to hold: " + told());
      }
      return Optional.empty();
    }

    private String told() {
      return "one first: %s; other first: %s".formatted(told(oneFirst), told(otherFirst))
          + (runs(oneFirst) && runs(otherFirst) ? "; " + difference() : "");
    }

    private static String told(JsonNode order) {
      return runs(order)
          ? "runs"
          : order.get("failed").asText() + " is refused, " + order.get("error").asText();
    }

    private List<String> difference() {
      Set<String> objects = new TreeSet<>();
      oneFirst.get("objects").fieldNames().forEachRemaining(objects::add);
      otherFirst.get("objects").fieldNames().forEachRemaining(objects::add);
      return objects.stream()
          .filter(each ->
              !Objects.equals(
                  oneFirst.get("objects").get(each), otherFirst.get("objects").get(each)))
          .map(each ->
              each
                  + " is "
                  + oneFirst.get("objects").get(each)
                  + " or "
                  + otherFirst.get("objects").get(each))
          .toList();
    }
  }

  private static List<JsonNode> ask(Path folder, Path histories)
      throws IOException, InterruptedException {
    String python = SchemaDifferentialTest.python();
    Path script = folder.resolve("run_sides.py");
    try (InputStream in =
        TwoHeadsDifferentialTest.class.getResourceAsStream("/differential/run_sides.py")) {
      var _ = Files.copy(Objects.requireNonNull(in), script);
    }
    Path said = folder.resolve("said.jsonl");
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      Process process =
          new ProcessBuilder(
                  python,
                  script.toString(),
                  histories.toString(),
                  "postgresql://postgres@localhost:%d/postgres".formatted(server.getPort()))
              .redirectOutput(said.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
    List<JsonNode> answers = new ArrayList<>();
    for (String line : Files.readAllLines(said, StandardCharsets.UTF_8)) {
      answers.add(JSON.readTree(line));
    }
    return answers;
  }
}
