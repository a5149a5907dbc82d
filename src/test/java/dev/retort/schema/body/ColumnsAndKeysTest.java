package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Clash;
import dev.retort.schema.Key;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What raw SQL does to columns and keys that rest on each other.
class ColumnsAndKeysTest extends ReadsMigrations {
  private static final String TABLE =
      """
      op.execute("CREATE TABLE t (a int, b int, c int)")
      op.execute("CREATE UNIQUE INDEX i ON t (a, b)")
      """;

  private Told executed(String sql) {
    return read("op.execute(\"\"\"" + sql + "\"\"\")");
  }

  private Key key(String table, String name) {
    return schema.table(table).orElseThrow().keys().get(name);
  }

  private Optional<Boolean> nullable(String table, String column) {
    return schema.table(table).orElseThrow().columns().get(column).nullable();
  }

  @Test
  void an_index_becomes_a_key_under_the_key_s_name() {
    read(TABLE);

    Told told = executed("ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX i DEFERRABLE");

    assertThat(told.effects()).containsExactly("drop index i", "add constraint t/k");
    assertThat(key("t", "k").spec().columns()).containsExactly("a", "b");
    assertThat(key("t", "k").sure()).isTrue();
    assertThat(nullable("t", "a")).contains(true);
  }

  @Test
  void a_primary_key_of_an_index_has_no_null_and_without_a_name_has_the_index_s() {
    read(TABLE);

    executed("ALTER TABLE t ADD PRIMARY KEY USING INDEX i");

    assertThat(key("t", "i").spec().columns()).containsExactly("a", "b");
    assertThat(List.of(nullable("t", "a"), nullable("t", "b"), nullable("t", "c")))
        .containsExactly(Optional.of(false), Optional.of(false), Optional.of(true));
  }

  @Test
  void a_key_of_an_index_that_is_not_known_is_open_and_so_is_who_may_be_null() {
    read(TABLE);

    Told told = executed("ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY USING INDEX other");

    assertThat(told.clashes()).isEmpty();
    assertThat(key("t", "k").sure()).isFalse();
    assertThat(nullable("t", "c")).isEmpty();
    assertThat(schema.index("i")).isPresent();
  }

  @Test
  void a_key_that_may_be_made_of_an_index_leaves_both_open() {
    read(TABLE);

    executed(
        "DO $$ BEGIN IF now() > now() THEN ALTER TABLE t ADD UNIQUE USING INDEX i; END IF; END $$");

    assertThat(schema.index("i").orElseThrow().sure()).isFalse();
    assertThat(schema.table("t").orElseThrow().isOpen()).isTrue();
  }

  @Test
  void generated_columns_go_with_the_column_that_they_are_computed_from() {
    executed(
        "CREATE TABLE x (a int, a_max int, d int GENERATED ALWAYS AS (a * 2) STORED, e text GENERATED ALWAYS AS ('a' || a_max) STORED)");
    executed("CREATE INDEX ix ON x (d)");

    Told told = executed("ALTER TABLE x DROP COLUMN a CASCADE");

    assertThat(told.effects())
        .containsExactlyInAnyOrder("drop column x.a", "drop column x.d", "drop index ix");
    assertThat(told.clashes()).isEmpty();
  }

  @Test
  void generated_columns_stand_in_the_way_of_the_one_that_they_are_computed_from() {
    executed("CREATE TABLE x (a int, d int GENERATED ALWAYS AS (a * 2) STORED)");

    assertThat(executed("ALTER TABLE x DROP COLUMN a").clashes())
        .singleElement()
        .satisfies(clash -> {
          assertThat(clash.kind()).isEqualTo(Clash.Kind.IN_USE);
          assertThat(clash.object()).hasToString("column x.a");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"b || 'a'", "a(b)", "b::a", "cast(b AS a)", "extract(a FROM b)", "a_b"})
  void what_only_looks_like_a_column_stands_in_no_way(String expression) {
    executed(
        "CREATE TABLE x (a int, b int, a_b int, d text GENERATED ALWAYS AS ("
            + expression
            + ") STORED)");

    assertThat(executed("ALTER TABLE x DROP COLUMN a").clashes()).isEmpty();
  }

  @Test
  void generated_columns_follow_a_column_that_is_renamed() {
    executed("CREATE TABLE x (a int, d int GENERATED ALWAYS AS (a * 2) STORED)");
    executed("ALTER TABLE x RENAME a TO b");

    assertThat(executed("ALTER TABLE x DROP COLUMN b CASCADE").effects())
        .containsExactlyInAnyOrder("drop column x.b", "drop column x.d");
  }

  @Test
  void a_foreign_table_is_there_by_its_name() {
    Told told =
        executed(
            "CREATE FOREIGN TABLE f (a int) SERVER s; ALTER FOREIGN TABLE f ADD b int;"
                + " INSERT INTO f VALUES (1); DROP FOREIGN TABLE f; CREATE FOREIGN TABLE f (a int) SERVER s");

    assertThat(told.clashes()).isEmpty();
    assertThat(schema.isClosed()).isTrue();
    assertThat(schema.open()).isEmpty();
    assertThat(schema.table("f").orElseThrow().kind()).isEqualTo('f');
  }

  private static final String NEW_WITH_KEY = "ALTER TABLE x ADD COLUMN IF NOT EXISTS a int UNIQUE";

  @Test
  void a_column_that_is_there_already_gets_no_key_either() {
    executed("CREATE TABLE x (a int)");

    assertThat(executed(NEW_WITH_KEY).effects()).isEmpty();
    assertThat(executed("ALTER TABLE x ADD COLUMN IF NOT EXISTS a int, ADD UNIQUE (a)").effects())
        .containsExactly("add constraint x/x_a_key");
  }

  @Test
  void a_column_that_is_new_gets_its_key() {
    executed("CREATE TABLE x (b int)");

    assertThat(executed(NEW_WITH_KEY).effects())
        .containsExactly("add column x.a", "add constraint x/x_a_key");
  }

  @Test
  void a_column_that_may_be_there_may_get_a_key() {
    executed("CREATE TABLE x AS SELECT f()");

    executed(NEW_WITH_KEY);

    assertThat(key("x", "x_a_key").sure()).isFalse();
  }

  @Test
  void a_partition_with_constraints_of_its_own_has_its_table_s_columns() {
    executed("CREATE TABLE p (a int, b int DEFAULT 1) PARTITION BY LIST (b)");

    executed("CREATE TABLE p1 PARTITION OF p (PRIMARY KEY (a)) FOR VALUES IN (1)");

    assertThat(schema.table("p1").orElseThrow().isOpen()).isFalse();
    assertThat(nullable("p1", "a")).contains(false);
    assertThat(nullable("p1", "b")).contains(true);
    assertThat(key("p1", "p1_pkey").spec().columns()).containsExactly("a");
  }

  @Test
  void partitions_may_be_gone_with_a_table_that_may_be() {
    executed("CREATE TABLE log (at date) PARTITION BY RANGE (at)");
    executed(
        "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2023-01-01') TO ('2024-01-01')");
    executed("DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM log) THEN DROP TABLE log; END IF; END $$");

    Told told = executed("CREATE TABLE log (at date) PARTITION BY RANGE (at)");
    Told below =
        executed(
            "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2023-01-01') TO ('2024-01-01')");

    assertThat(told.clashes()).isEmpty();
    assertThat(below.clashes()).isEmpty();
  }
}
