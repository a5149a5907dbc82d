package dev.retort.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.sql.SqlReader;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

        assertThat(new Reading(operations, false).reasons()).as(sql).isEmpty();
        assertThat(enactment.clashes()).as(sql).isEmpty();
        assertThat(RealSchema.faults(schema, RealSchema.of(connection))).as(sql).isEmpty();
      }
    }

    assertThat(new TreeSet<>(schema.open()).stream().map(ObjectName::toString))
        .as(history.name())
        .containsExactlyElementsOf(history.open());
  }
}
