package dev.retort.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Slow;
import dev.retort.schema.sql.SqlReader;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tables that take their columns from others, statement by statement on a real PostgreSQL beside
/// what reading tells: nothing false is said, and no more is left open than each history says.
class TableSourcesDifferentialTest {
  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void nothing_false_is_said_of_some_random_histories() throws SQLException {
    compare(Long.getLong("seed", 1), Integer.getInteger("histories", 30));
  }

  @Slow
  void nothing_false_is_said_of_many_random_histories() throws SQLException {
    compare(10_000, 2_000);
  }

  /// What the database refuses is not done; a clash that is told of it is right.
  private static void compare(long seed, int count) throws SQLException {
    List<String> wrong = new ArrayList<>();
    int done = 0;
    int known = 0;
    int open = 0;
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < count; i++) {
        statement.execute("drop schema public cascade");
        statement.execute("create schema public");
        Schema schema = new Schema(Dialect.POSTGRESQL);
        List<String> ran = new ArrayList<>();
        for (String sql : RandomHierarchies.of(seed + i, 40)) {
          try {
            statement.execute(sql);
          } catch (SQLException _) {
            continue;
          }
          ran.add(sql);
          Enactment enactment = new Enactment(schema, "m", "m.py");
          new SqlReader(Dialect.POSTGRESQL).read(sql, Site.line(1)).forEach(enactment::apply);
          List<String> faults =
              new ArrayList<>(RealSchema.faults(schema, RealSchema.of(connection)));
          enactment
              .clashes()
              .forEach(clash -> faults.add("clash " + clash.kind() + " " + clash.object()));
          if (!faults.isEmpty()) {
            wrong.add("%%%" + String.join("\n", ran) + "\n" + String.join("\n", faults));
            break;
          }
        }
        done += ran.size();
        for (Table table : schema.tables()) {
          known += table.isOpen() ? 0 : 1;
          open += table.isOpen() ? 1 : 0;
        }
      }
    }
    System.out.printf(
        "table sources: %d wrong of %d histories, %d statements taken, %d tables known and %d open%n",
        wrong.size(), count, done, known, open);

    assertThat(wrong).isEmpty();
  }

  static List<TableHistories.History> histories() {
    return TableHistories.ALL;
  }

  @ParameterizedTest
  @MethodSource("histories")
  void a_history_is_replayed_as_the_database_runs_it(TableHistories.History history)
      throws SQLException {
    Schema schema = new Schema(Dialect.POSTGRESQL);
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop schema public cascade");
      statement.execute("create schema public");
      for (String sql : history.statements()) {
        statement.execute(sql);
        Enactment enactment = new Enactment(schema, "m", "m.py");
        List<Operation> operations = new SqlReader(Dialect.POSTGRESQL).read(sql, Site.line(1));
        operations.forEach(enactment::apply);

        assertThat(new Reading(operations, false).reasons())
            .as(sql)
            .allMatch(reason -> reason.gap() instanceof Gap.OfObject);
        assertThat(enactment.clashes()).as(sql).isEmpty();
        assertThat(RealSchema.faults(schema, RealSchema.of(connection))).as(sql).isEmpty();
      }
    }

    assertThat(new TreeSet<>(schema.open()).stream().map(ObjectName::toString))
        .as(history.name())
        .containsExactlyElementsOf(history.open());
  }
}
