package dev.retort.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Pairs of types beside what a real PostgreSQL does with them.
class PostgresTypesTest {
  private static final List<String> TYPES =
      List.of(
          "smallint",
          "integer",
          "bigint",
          "numeric",
          "numeric(10,2)",
          "real",
          "double precision",
          "boolean",
          "text",
          "character varying",
          "character varying(20)",
          "character(3)",
          "bytea",
          "date",
          "timestamp without time zone",
          "timestamp(3) with time zone",
          "timestamp with time zone",
          "time without time zone",
          "time with time zone",
          "interval",
          "json",
          "jsonb",
          "uuid",
          "inet",
          "cidr",
          "bit(3)",
          "bit varying",
          "tsvector",
          "mood",
          "weather",
          "integer[]",
          "text[]",
          "mood[]");
  private static final Set<String> ENUMS = Set.of("mood", "weather");

  @Test
  void what_is_said_of_a_pair_is_what_postgresql_does() throws Exception {
    List<String> wrong = new ArrayList<>();
    int said = 0;
    try (EmbeddedPostgres server = EmbeddedPostgres.start();
        Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET client_min_messages = error");
      statement.execute("CREATE TYPE mood AS ENUM ('fine')");
      statement.execute("CREATE TYPE weather AS ENUM ('fine')");
      for (String from : TYPES) {
        statement.execute("CREATE TABLE own (c " + from + ")");
        for (String to : TYPES) {
          Optional<Boolean> converts = PostgresTypes.converts(from, to, ENUMS);
          Optional<Boolean> compares = PostgresTypes.compares(from, to, ENUMS);
          said += converts.isPresent() ? 1 : 0;
          said += compares.isPresent() ? 1 : 0;
          boolean casts = isTaken(connection, "ALTER TABLE own ALTER c TYPE " + to);
          if (converts.filter(each -> each != casts).isPresent()) {
            wrong.add(from + " becomes " + to + ": " + casts);
          }
          if (compares.isPresent()) {
            statement.execute(
                "DROP TABLE IF EXISTS target; CREATE TABLE target (c " + to + " UNIQUE)");
            boolean points =
                isTaken(connection, "ALTER TABLE own ADD FOREIGN KEY (c) REFERENCES target (c)");
            if (compares.get() != points) {
              wrong.add(from + " points at " + to + ": " + points);
            }
          }
        }
        statement.execute("DROP TABLE own");
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(said).isGreaterThan(1_800);
  }

  @Test
  void of_types_that_are_not_known_nothing_is_said() {
    assertThat(PostgresTypes.converts("text", "geometry(Point)", ENUMS)).isEmpty();
    assertThat(PostgresTypes.converts("text", "plan", ENUMS)).isEmpty();
    assertThat(PostgresTypes.compares("?", "integer", ENUMS)).isEmpty();
  }

  /// Whether a statement is taken; it is rolled back either way.
  private static boolean isTaken(Connection connection, String sql) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      return false;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
