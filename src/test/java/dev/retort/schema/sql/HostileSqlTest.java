package dev.retort.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.retort.schema.Dialect;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts that were made to hurt: whatever they hold, reading ends, soon and with an answer.
class HostileSqlTest {
  private static final int MUCH = 40_000;

  private static List<Operation> read(String sql) {
    return new SqlReader(Dialect.POSTGRESQL).read(sql, Site.line(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "/*",
        "'",
        "\"",
        "$",
        "$a$",
        "$a",
        "a,",
        ";",
        "--\n",
        "BEGIN ",
        "CASE ",
        "[",
        "DO $$",
        "CREATE TABLE t (",
        "SELECT (",
        "WITH a AS (",
        "\\",
        "E'\\",
        "a.",
        "IF ",
        "CREATE TRIGGER ",
        "COPY t FROM stdin;",
        "FROM a,"
      })
  void a_piece_repeated_many_times_is_read_to_its_end(String piece) {
    String much = piece.repeat(MUCH / piece.length());
    assertThat(read(much)).isNotNull();
    assertThat(read("ALTER TABLE t ADD CHECK (" + much)).isNotEmpty();
    assertThat(read("CREATE TABLE t (a int DEFAULT " + much + ")")).isNotEmpty();
    assertThat(read("DO $q$ BEGIN " + much + " END $q$")).isNotNull();
  }

  @Test
  void a_deep_expression_is_no_deep_call() {
    assertThat(read("ALTER TABLE t ADD CHECK (" + "(".repeat(MUCH) + "a" + ")".repeat(MUCH) + ")"))
        .singleElement()
        .isInstanceOf(Operation.CreateConstraint.class);
  }

  @Test
  void a_wide_table_is_read_whole() {
    StringBuilder sql = new StringBuilder("CREATE TABLE t (");
    for (int i = 0; i < 5_000; i++) {
      sql.append("c").append(i).append(" int PRIMARY KEY CHECK (c").append(i).append(" > 0),");
    }
    assertThat(read(sql + "z int)"))
        .singleElement()
        .isInstanceOfSatisfying(
            Operation.CreateTable.class, table -> assertThat(table.columns()).hasSize(5_001));
  }

  @Test
  void blocks_inside_of_blocks_end_somewhere() {
    String sql = "DROP TABLE t";
    for (int i = 0; i < 8; i++) {
      sql = "DO $a" + i + "$ BEGIN " + sql + "; END $a" + i + "$";
    }
    assertThat(read(sql)).isNotEmpty().noneMatch(Operation.DropTable.class::isInstance);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void noise_never_throws(Dialect dialect) {
    String[] pieces =
        """
        CREATE ALTER DROP TABLE INDEX TYPE ON ( ) , ; ' " $$ t a int NOT NULL DEFAULT PRIMARY KEY
        REFERENCES CHECK AS ENUM ADD COLUMN VALUE RENAME TO SELECT FROM INSERT INTO DO BEGIN END IF
        EXISTS USING WHERE UNIQUE CONSTRAINT SET \0 x.y [ ] :: ` 1 'v' WITH EXECUTE format EXCEPTION
        """
            .split("\\s+", -1);
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder sql = new StringBuilder();
      for (int j = random.nextInt(30); j >= 0; j--) {
        sql.append(pieces[random.nextInt(pieces.length)]).append(' ');
      }
      assertThatCode(() -> new SqlReader(dialect).read(sql.toString(), Site.line(1)))
          .as(sql.toString())
          .doesNotThrowAnyException();
    }
  }
}
