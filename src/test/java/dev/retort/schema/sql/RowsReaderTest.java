package dev.retort.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Dialect;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables that are made of the rows of a query.
class RowsReaderTest {
  private static String created(String sql) {
    return new SqlReader(Dialect.POSTGRESQL)
        .read(sql, Site.line(1)).stream()
            .filter(Operation.CreateTable.class::isInstance)
            .map(each -> Told.of(java.util.List.of(each)).getFirst())
            .findFirst()
            .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ==> ",
      quoteCharacter = '§',
      textBlock =
          """
          SELECT * FROM b                                  ==> * of b
          (SELECT * FROM s.b WHERE x > 1) WITH NO DATA     ==> * of s.b b
          TABLE b WITH NO DATA                             ==> * of b
          SELECT DISTINCT ON (x, y) x, y z FROM ONLY b     ==> x, y as z of b
          SELECT x AS order, c.y, c.* FROM b AS c LIMIT 1  ==> x as order, c.y, c.* of b c
          SELECT x::text, y::varchar(3) AS z FROM b        ==> x text, z character varying(3) of b
          SELECT CAST(x + 1 AS double precision) AS z FROM b ==> z double precision of b
          SELECT 'x' AS a, 1 AS c, 1.5 AS d, TRUE AS e, NULL::int[] AS f FROM b ==> a text, c integer, d numeric, e boolean, f integer[] of b
          SELECT count(*) AS n, x + y::int AS m FROM b     ==> n ?, m ? of b
          SELECT x IS DISTINCT FROM y AS z FROM b          ==> z ? of b
          SELECT x FROM b LEFT JOIN c ON b.i = left(c.i, 2), d e ORDER BY x ==> x of b, c, d e
          SELECT x FROM b CROSS JOIN (SELECT 1 FROM c) q, f(1) g ==> x of b, ? q, ? g
          SELECT 1 AS a                                    ==> a integer of
          """)
  void the_columns_of_a_query_are_told_with_where_they_come_from(String query, String told) {
    assertThat(created("CREATE TABLE a AS " + query))
        .isEqualTo("create a(; rows " + (told.endsWith("of") ? told + " " : told) + ")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) FROM b",
        "SELECT x ISNULL FROM b",
        "SELECT x::int y FROM b",
        "SELECT x FROM b UNION SELECT y FROM c",
        "TABLE b EXCEPT TABLE c",
        "SELECT * FROM b JOIN c USING (x)",
        "SELECT * FROM b NATURAL JOIN c",
        "SELECT * FROM b AS c (x, y)",
        "WITH c AS (SELECT 1) SELECT * FROM c",
        "VALUES (1)",
        "EXECUTE q"
      })
  void a_query_whose_columns_are_not_told_leaves_the_table_open(String query) {
    assertThat(created("CREATE TABLE a AS " + query)).isEqualTo("create a(, …)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ==> ",
      textBlock =
          """
          SELECT * INTO a FROM b                  ==> * of b
          SELECT x, y AS z INTO UNLOGGED TABLE a FROM b WHERE x > 1 ==> x, y as z of b
          """)
  void rows_are_selected_into_a_new_table(String query, String told) {
    assertThat(created(query)).isEqualTo("create a(; rows " + told + ")");
  }
}
