package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Column;
import dev.retort.schema.ColumnDefault;
import dev.retort.schema.Reading.Extent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes with sequences, types, domains, schemas and functions that are dropped with `CASCADE`.
class CascadesTest extends ReadsMigrations {
  private static String execute(String sql) {
    return "op.execute(\"\"\"" + sql + "\"\"\")\n";
  }

  private static String maybe(String sql) {
    return "if op.get_bind().scalar('SELECT 1'):\n    " + execute(sql);
  }

  private List<String> tables() {
    return schema.tables().stream().map(table -> table.name()).toList();
  }

  private List<String> columns(String table) {
    return List.copyOf(schema.table(table).orElseThrow().columns().keySet());
  }

  private ColumnDefault value(String column) {
    return schema.table("t").orElseThrow().columns().get(column).value();
  }

  private List<String> open() {
    return schema.open().stream().map(Object::toString).sorted().toList();
  }

  private boolean isSure(String view) {
    return schema.table(view).orElseThrow().sure();
  }

  private static final String COUNTED =
      execute("CREATE SEQUENCE s")
          + execute("CREATE SEQUENCE other")
          + execute(
              "CREATE TABLE t (id serial, a int DEFAULT nextval('s'), b int DEFAULT nextval('public.s'::regclass), c int DEFAULT nextval('other'), d int DEFAULT nextval('s'::text))");

  @Test
  void defaults_that_count_with_a_sequence_go_with_it() {
    read(COUNTED);

    Told told = read(execute("DROP SEQUENCE s CASCADE"));

    assertThat(told.reading().extent()).isEqualTo(Extent.COMPLETE);
    assertThat(List.of(value("a"), value("b"))).containsOnly(ColumnDefault.NONE);
    assertThat(List.of(value("id"), value("c"), value("d"))).doesNotContain(ColumnDefault.NONE);
    assertThat(columns("t")).containsExactly("id", "a", "b", "c", "d");
    assertThat(open()).isEmpty();
  }

  @Test
  void a_serial_column_counts_no_more_without_its_sequence() {
    read(COUNTED + execute("DROP SEQUENCE t_id_seq CASCADE"));

    assertThat(value("id")).isEqualTo(ColumnDefault.NONE);
  }

  @Test
  void defaults_stay_where_a_sequence_is_dropped_alone() {
    read(COUNTED + execute("DROP SEQUENCE IF EXISTS s"));

    assertThat(value("a")).isNotEqualTo(ColumnDefault.NONE);
  }

  @Test
  void a_default_is_open_where_its_sequence_may_be_gone() {
    read(COUNTED + maybe("DROP SEQUENCE s CASCADE"));

    assertThat(value("a")).isEqualTo(ColumnDefault.UNKNOWN);
    assertThat(value("c")).isNotEqualTo(ColumnDefault.UNKNOWN);
  }

  private static final String TYPED =
      execute("CREATE TYPE mood AS ENUM ('a')")
          + execute("CREATE DOMAIN moody AS mood")
          + execute("CREATE DOMAIN plain AS text")
          + execute(
              "CREATE TABLE t (id int, m mood, ms mood[], d moody, p plain, x text DEFAULT 'a'::mood, mood text, CONSTRAINT k CHECK (mood <> 'b'), CONSTRAINT c CHECK (x::mood IS NOT NULL))")
          + execute("CREATE VIEW uses AS SELECT 'a'::mood AS z")
          + execute("CREATE VIEW apart AS SELECT 1 AS one");

  @Test
  void columns_of_a_type_go_with_it_and_what_may_be_made_of_it_is_open() {
    read(TYPED);

    read(execute("DROP TYPE mood CASCADE"));

    assertThat(columns("t")).containsExactly("id", "d", "p", "x", "mood");
    assertThat(open()).containsExactly("column t.d", "constraint t/c");
    assertThat(value("x")).isEqualTo(ColumnDefault.UNKNOWN);
    assertThat(isSure("uses")).isFalse();
    assertThat(schema.isClosed()).isTrue();
  }

  @Test
  void columns_of_a_type_that_was_made_elsewhere_go_with_it() {
    read(execute("CREATE TABLE t (id int, m elsewhere)"));

    assertThat(read(execute("DROP TYPE IF EXISTS elsewhere CASCADE")).effects())
        .containsExactly("drop column t.m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DROP TYPE mood CASCADE", "DROP TYPE IF EXISTS mood CASCADE"})
  void columns_are_open_where_their_type_may_be_gone(String drop) {
    read(TYPED + maybe(drop));

    assertThat(columns("t")).contains("m", "ms");
    assertThat(open()).contains("column t.m", "column t.ms").doesNotContain("column t.p");
  }

  @Test
  void columns_of_a_domain_go_with_it() {
    read(TYPED);

    assertThat(read(execute("DROP DOMAIN plain CASCADE")).effects())
        .containsExactly("drop column t.p");
    assertThat(open()).isEmpty();
  }

  @Test
  void columns_are_open_where_their_domain_may_be_gone() {
    read(TYPED + maybe("DROP DOMAIN plain CASCADE"));

    assertThat(open()).containsExactly("column t.p");
  }

  private static final String IN_SCHEMA =
      execute("CREATE SCHEMA s")
          + execute("CREATE TYPE s.mood AS ENUM ('a')")
          + execute("CREATE SEQUENCE s.q")
          + execute("CREATE TABLE s.inner_one (id int PRIMARY KEY)")
          + execute("CREATE VIEW s.shows AS SELECT id FROM s.inner_one")
          + execute(
              "CREATE TABLE t (id int PRIMARY KEY, i int REFERENCES s.inner_one, m s.mood, n int DEFAULT nextval('s.q'), CONSTRAINT c CHECK (s.f(id) > 0), CONSTRAINT k CHECK (id > 0))")
          + execute("CREATE TABLE other (id int)")
          + execute("CREATE VIEW shown AS SELECT id FROM s.inner_one")
          + execute("CREATE VIEW apart AS SELECT id FROM other");

  @Test
  void all_that_lies_in_a_schema_goes_with_it_and_what_needs_that() {
    read(IN_SCHEMA);

    Told told = read(execute("DROP SCHEMA s CASCADE"));

    assertThat(told.reading().extent()).isEqualTo(Extent.COMPLETE);
    assertThat(tables()).containsExactlyInAnyOrder("t", "other", "apart");
    assertThat(columns("t")).containsExactly("id", "i", "n");
    assertThat(schema.table("t").orElseThrow().keys().keySet())
        .containsExactlyInAnyOrder("t_pkey", "c", "k");
    assertThat(value("n")).isEqualTo(ColumnDefault.NONE);
    assertThat(schema.enums()).isEmpty();
    assertThat(open()).containsExactly("constraint t/c");
    assertThat(isSure("apart")).isTrue();
    assertThat(schema.isClosed()).isTrue();
  }

  @Test
  void nothing_is_known_after_the_default_schema_is_dropped() {
    read(USERS + execute("DROP SCHEMA public CASCADE"));

    assertThat(schema.isClosed()).isFalse();
  }

  @Test
  void what_lies_in_a_schema_is_open_where_that_may_be_gone() {
    read(IN_SCHEMA + maybe("DROP SCHEMA s CASCADE"));

    assertThat(tables()).contains("s.inner_one", "t");
    assertThat(isSure("s.inner_one")).isFalse();
    assertThat(
            schema.table("t").orElseThrow().columns().values().stream()
                .filter(column -> !column.sure())
                .map(Column::name))
        .containsExactly("m");
    assertThat(open()).contains("constraint t/t_i_fkey").doesNotContain("constraint t/k");
    assertThat(isSure("shown")).isFalse();
    assertThat(isSure("apart")).isTrue();
    assertThat(read(execute("CREATE TABLE s.inner_one (id int)")).clashes()).isEmpty();
  }

  @Test
  void what_may_go_with_a_table_is_open_where_that_may_be_dropped() {
    read(
        execute("CREATE TABLE one (id int PRIMARY KEY)")
            + execute("CREATE TABLE heir (x int) INHERITS (one)")
            + execute("CREATE TABLE two (a int REFERENCES one, b int REFERENCES two_b)")
            + execute("CREATE VIEW shown AS SELECT id FROM one")
            + maybe("DROP TABLE one CASCADE"));

    assertThat(open())
        .contains("constraint two/two_a_fkey")
        .doesNotContain("constraint two/two_b_fkey");
    assertThat(isSure("heir")).isFalse();
    assertThat(isSure("shown")).isFalse();
    assertThat(isSure("two")).isTrue();
  }

  private static final String CALLED =
      execute("CREATE FUNCTION f() RETURNS int AS 'SELECT 1' LANGUAGE sql")
          + execute("CREATE VIEW calls AS SELECT f() AS a")
          + execute("CREATE VIEW apart AS SELECT 1 AS a")
          + execute("CREATE VIEW above AS SELECT a FROM calls");

  @Test
  void only_views_that_use_a_function_may_go_with_it() {
    read(CALLED + execute("DROP FUNCTION f() CASCADE"));

    assertThat(isSure("calls")).isFalse();
    assertThat(isSure("above")).isFalse();
    assertThat(isSure("apart")).isTrue();
  }

  @Test
  void a_view_whose_text_is_known_in_part_may_go_with_any_function() {
    read(
        "import os\n",
        CALLED
            + "op.execute(f\"CREATE VIEW partly AS SELECT {os.environ['X']} AS a\")\n"
            + execute("DROP FUNCTION f() CASCADE"));

    assertThat(isSure("partly")).isFalse();
  }

  @Test
  void views_may_go_where_their_function_may_be_dropped() {
    read(CALLED + maybe("DROP FUNCTION f() CASCADE"));

    assertThat(isSure("calls")).isFalse();
    assertThat(isSure("apart")).isTrue();
  }
}
