package dev.retort.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.sql.SqlReader;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What stands in the brackets of an index without a name, beside the name that a real PostgreSQL
/// chooses for it.
class ChosenIndexNamesTest {
  private static final String TABLE =
      """
      CREATE TABLE t (a int, b text, "B c" text, j jsonb, r int[], d date, at timestamp, z timestamptz, p point, time int)
      """;

  private static final List<String> NAMED =
      """
      a
      b DESC, a
      (a)
      a, a
      "B c"
      ("B c" COLLATE "C")
      lower("B c")
      lower(b)
      public.low(b)
      pg_catalog.upper(b) text_pattern_ops DESC NULLS LAST
      pg_catalog.upper(b) COLLATE "C"
      "Low"(b), lower(b), md5(b)
      lower(b), lower(b)
      (lower(b) || 'x')
      (b || b)
      ((b || b) || b)
      (b COLLATE "C")
      (b || b COLLATE "C")
      (-a)
      (- a::bigint)
      (+a)
      (a + 1)
      (a = 1)
      (a IS NULL)
      (a IS NOT NULL)
      (NOT (a > 1))
      (a > 1 AND a < 5)
      (a BETWEEN 1 AND 2)
      (a IN (1, 2))
      (b LIKE 'x%')
      (b IS DISTINCT FROM 'x')
      (a::text)
      (b::varchar(10))
      ((j->>'k')::int)
      ('{1}'::integer[])
      ((j->>'k')::double precision)
      ((j->>'k')::float(5))
      ((j->>'k')::character varying(20))
      ((j->>'k')::national character varying)
      ((j->>'k')::char)
      ((j->>'k')::"char")
      ((j->>'k')::bit varying)
      ((j->>'k')::pg_catalog.int8)
      ((j->>'k')::numeric(10, 2))
      ((j->>'k')::boolean)
      ((j->>'k')::uuid)
      ((j->>'k')::"Mood")
      ((a + 1)::bigint::smallint)
      ((a + 1)::bigint)
      CAST(a AS text)
      CAST((j->>'k') AS bigint)
      CAST(CAST(lower(b) AS varchar) AS text)
      (lower(b)::varchar)
      (j #>> '{a,b}')
      ((j -> 'a') ->> 'b')
      (((j -> 'a')::text))
      coalesce(b, '')
      greatest(a, 1)
      least(a, 1)
      nullif(a, 1)
      (ROW(a, b) IS NULL)
      (ARRAY[a])
      ((ARRAY[a])[1])
      (r[1])
      (r[1:2])
      (p[0])
      ((CASE WHEN a > 1 THEN b END))
      (CASE WHEN a > 1 THEN 'x' ELSE b END)
      (CASE WHEN a > 1 THEN b ELSE 'x' END)
      (CASE a WHEN 1 THEN CASE WHEN b = '' THEN 'q' ELSE b END ELSE 'x' END::varchar)
      ((CASE WHEN a > 1 THEN b END)::varchar)
      (b IS NOT NULL AND CASE WHEN a > 1 THEN true ELSE false END)
      trim(b)
      trim(LEADING 'x' FROM b)
      trim(TRAILING FROM b)
      substring(b FROM 1 FOR 2)
      substring(b, 1, 2)
      position('x' IN b)
      overlay(b PLACING 'x' FROM 1)
      left(b, 2)
      (z AT TIME ZONE 'utc')
      ((at AT TIME ZONE 'utc') AT TIME ZONE 'utc')
      ((z AT TIME ZONE 'utc')::date)
      (at::date)
      date_trunc('day', at)
      date(at)
      (d - date '2020-01-01')
      (date '2020-01-01')
      ('x'::text)
      (timestamp '2020-01-01 00:00')
      (interval '1 day')
      (1)
      (time)
      to_tsvector('english', b)
      to_tsvector('english'::regconfig, coalesce(b, '') || ' ' || "B c")
      jsonb_extract_path_text(j, 'a')
      ("lower"(b)::varchar)
      a_function_with_a_name_that_is_as_long_as_postgresql_keeps_them_(b), a
      """
          .lines()
          .toList();

  private static final List<String> NOT_TOLD =
      List.of(
          "extract(day FROM d)",
          "((d, d) OVERLAPS (d, d))",
          "(b IS NFC NORMALIZED)",
          "(true)",
          "(E'a\\'b' || b)");

  @Test
  void an_index_is_told_by_the_name_that_postgresql_chooses() throws Exception {
    Map<String, String> wrong = new TreeMap<>();
    List<String> told = new ArrayList<>();
    try (EmbeddedPostgres server = EmbeddedPostgres.start();
        Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String function :
          List.of(
              "low",
              "\"Low\"",
              "a_function_with_a_name_that_is_as_long_as_postgresql_keeps_them_")) {
        statement.execute(
            "CREATE FUNCTION %s(text) RETURNS text AS 'SELECT lower($1)' LANGUAGE sql IMMUTABLE"
                .formatted(function));
      }
      statement.execute("CREATE DOMAIN \"Mood\" AS text");
      for (String elements : NAMED) {
        String is = chosen(statement, elements);
        List<String> said = told(elements).indexes().keySet().stream().toList();
        if (!said.equals(List.of(is))) {
          wrong.put(elements, is + ", and was told as " + said);
        }
        told.addAll(said);
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(told).hasSameSizeAs(NAMED);
  }

  @Test
  void a_table_is_open_to_an_index_whose_name_is_not_told() {
    for (String elements : NOT_TOLD) {
      assertThat(told(elements).isOpen()).as(elements).isTrue();
      assertThat(told(elements).indexes()).as(elements).isEmpty();
    }
  }

  private static String chosen(Statement statement, String elements) throws SQLException {
    statement.execute("DROP TABLE IF EXISTS t");
    statement.execute(TABLE);
    statement.execute("CREATE INDEX ON t (" + elements + ")");
    try (ResultSet rows =
        statement.executeQuery("SELECT indexname FROM pg_indexes WHERE tablename = 't'")) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static Table told(String elements) {
    Schema schema = new Schema(Dialect.POSTGRESQL);
    Enactment enactment = new Enactment(schema, "m", "m.py");
    for (String sql : List.of(TABLE, "CREATE INDEX ON t (" + elements + ")")) {
      new SqlReader(Dialect.POSTGRESQL).read(sql, Site.line(1)).forEach(enactment::apply);
    }
    assertThat(enactment.clashes()).as(elements).isEmpty();
    return schema.table("t").orElseThrow();
  }
}
