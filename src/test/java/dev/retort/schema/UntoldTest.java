package dev.retort.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Environment;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.TreeOfTexts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whether a revision is said to do no more than its effects list.
class UntoldTest {
  private static final Environment ENVIRONMENT =
      new Environment(
          "migrations",
          Optional.of("alembic.ini"),
          List.of("migrations/versions"),
          false,
          false,
          Map.of(),
          List.of());

  /// The last of some revisions, each of which executes a text.
  private static Replay.Step last(String... texts) {
    TreeOfTexts tree = new TreeOfTexts();
    for (int i = 0; i < texts.length; i++) {
      tree.file(
          "migrations/versions/" + i + ".py",
          """
          import os
          from alembic import op
          revision = 'r%d'
          down_revision = %s

          def upgrade():
              op.execute(%s)
          """
              .formatted(
                  i,
                  i == 0 ? "None" : "'r" + (i - 1) + "'",
                  texts[i].matches("(os|f\").*") ? texts[i] : "\"" + texts[i] + "\""));
    }
    Replay replay =
        Replay.of(
            new HistoryReader(RevisionCache.NONE).read(tree, ENVIRONMENT),
            tree,
            Dialect.POSTGRESQL);
    return replay.steps().getLast();
  }

  private static List<String> effects(Replay.Step step) {
    return step.effects().stream()
        .map(each -> each.deed().name().toLowerCase(Locale.ROOT) + " " + each.object())
        .toList();
  }

  @Test
  void a_table_of_the_rows_of_one_that_is_known_is_told_whole() {
    Replay.Step step = last("CREATE TABLE t (a int)", "CREATE TABLE u AS SELECT * FROM t");

    assertThat(step.extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(effects(step)).containsExactly("add table u", "add column u.a");
  }

  @Test
  void a_table_of_the_rows_of_one_that_is_not_known_is_told_in_part() {
    Replay.Step step = last("CREATE TABLE u AS SELECT *, 1 AS n FROM t");

    assertThat(step.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(step.extent()).isEqualTo(Reading.Extent.PARTLY);
    assertThat(step.reasons())
        .extracting(Reading.Reason::gap)
        .containsExactly(new Gap.OfObject(ObjectName.table("u"), Gap.AboutObject.COMES_TO));
    assertThat(effects(step)).containsExactly("add table u", "add column u.n");
  }

  /// Anything may be there.
  private static final String OPEN = "os.environ['SQL']";

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ==> ",
      quoteCharacter = '§',
      textBlock =
          """
          DROP TABLE t                          ==> drop table t
          ALTER TABLE t DROP a                  ==> drop column t.a
          ALTER TABLE t DROP CONSTRAINT c CASCADE ==> drop constraint t/c
          DROP TYPE e CASCADE                   ==> drop type e
          ALTER TABLE t RENAME TO u             ==> drop table t, add table u
          ALTER TABLE t RENAME a TO b           ==> drop column t.a, add column t.b
          ALTER TABLE t RENAME CONSTRAINT c TO d ==> drop constraint t/c, add constraint t/d
          ALTER INDEX i RENAME TO j             ==> drop index i, add index j
          ALTER TYPE e RENAME TO f              ==> drop type e, add type f
          ALTER TABLE t ALTER a TYPE bigint     ==> change column t.a
          ALTER TYPE e ADD VALUE 'x'            ==> change enum e
          ALTER TYPE e RENAME VALUE 'x' TO 'y'  ==> change enum e
          """)
  void what_is_done_to_something_unknown_is_told_and_may_do_more(String sql, String told) {
    Replay.Step step = last(OPEN, sql);

    assertThat(String.join(", ", effects(step))).isEqualTo(told);
    assertThat(step.effects()).noneMatch(Effect::perhaps);
    assertThat(step.extent()).isEqualTo(Reading.Extent.PARTLY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ==> ",
      textBlock =
          """
          ALTER TABLE t DROP CONSTRAINT c ==> drop constraint t/c
          DROP INDEX i                    ==> drop index i
          DROP TYPE e                     ==> drop type e
          DROP VIEW v                     ==> drop table v
          DROP MATERIALIZED VIEW v        ==> drop table v
          """)
  void what_goes_alone_is_told_completely(String sql, String told) {
    Replay.Step step = last(OPEN, sql);

    assertThat(effects(step)).containsExactly(told);
    assertThat(step.effects()).noneMatch(Effect::perhaps);
    assertThat(step.extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE IF EXISTS t",
        "ALTER TABLE t DROP IF EXISTS a",
        "ALTER TABLE t DROP CONSTRAINT IF EXISTS c",
        "DROP INDEX IF EXISTS i",
        "DROP TYPE IF EXISTS e",
        "DROP VIEW IF EXISTS v"
      })
  void what_need_not_be_there_is_dropped_perhaps(String sql) {
    Replay.Step step = last(OPEN, sql);

    assertThat(step.effects()).hasSize(1).allMatch(Effect::perhaps);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE IF EXISTS u",
        "ALTER TABLE t DROP IF EXISTS b",
        "ALTER TABLE t DROP CONSTRAINT IF EXISTS c",
        "ALTER TABLE t DROP CONSTRAINT c",
        "DROP INDEX IF EXISTS i",
        "DROP INDEX i",
        "DROP TYPE IF EXISTS e",
        "DROP VIEW IF EXISTS v",
        "ALTER TABLE t ALTER b TYPE bigint",
        "ALTER TABLE t RENAME CONSTRAINT c TO d"
      })
  void where_everything_is_known_nothing_else_is_dropped(String sql) {
    assertThat(effects(last("CREATE TABLE t (a int)", sql))).isEmpty();
  }

  @Test
  void what_was_dropped_before_is_not_dropped_again() {
    assertThat(effects(last(OPEN, "DROP INDEX i", "DROP INDEX IF EXISTS i"))).isEmpty();
  }

  @Test
  void what_is_dropped_and_made_anew_is_another_one() {
    Replay.Step step =
        last(OPEN, "ALTER TABLE t DROP CONSTRAINT c; ALTER TABLE t ADD CONSTRAINT c UNIQUE (a)");

    assertThat(effects(step)).containsExactly("change constraint t/c");
  }

  @Test
  void what_may_have_been_there_before_is_made_and_may_replace_another_one() {
    Replay.Step step = last(OPEN, "DROP TABLE IF EXISTS t; CREATE TABLE t (a int)");

    assertThat(effects(step)).containsExactly("add table t", "add column t.a");
    assertThat(step.extent()).isEqualTo(Reading.Extent.PARTLY);
  }

  @Test
  void a_view_that_may_have_been_there_before_is_told_completely() {
    assertThat(last(OPEN, "DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT 1").extent())
        .isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void more_than_what_is_known_of_an_open_table_goes_with_it() {
    Replay.Step step = last("CREATE TABLE t (a int, LIKE u)", "DROP TABLE t");

    assertThat(effects(step)).containsExactly("drop column t.a", "drop table t");
    assertThat(step.extent()).isEqualTo(Reading.Extent.PARTLY);
    assertThat(last("CREATE TABLE t (a int)", "DROP TABLE t").extent())
        .isEqualTo(Reading.Extent.COMPLETE);
  }

  private static final String UNNAMED =
      "f\"CREATE TABLE p_{os.environ['N']} PARTITION OF t FOR VALUES IN (1)\"";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE u ADD b int",
        "ALTER TABLE u DROP a",
        "ALTER TABLE u ALTER a TYPE bigint",
        "CREATE INDEX i ON u (a)",
        "ALTER TABLE u ADD UNIQUE (a)",
        "DROP TABLE u"
      })
  void what_comes_to_partitions_whose_names_are_not_known_is_not_told(String sql) {
    String made = "CREATE TABLE t (a int) PARTITION BY LIST (a)";

    assertThat(last(made, UNNAMED, "ALTER TABLE t RENAME TO u", sql).reasons())
        .extracting(Reading.Reason::gap)
        .contains(new Gap.OfObject(ObjectName.table("u"), Gap.AboutObject.PARTITIONS));
    assertThat(last(made, "ALTER TABLE t RENAME TO u", sql).extent())
        .isEqualTo(Reading.Extent.COMPLETE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE INDEX i ON ONLY t (a)",
        "INSERT INTO t VALUES (1)",
        "ALTER TABLE t RENAME TO u"
      })
  void what_does_not_come_to_partitions_is_told_completely(String sql) {
    assertThat(last("CREATE TABLE t (a int) PARTITION BY LIST (a)", UNNAMED, sql).extent())
        .isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void an_index_of_a_partitioned_table_comes_to_a_partition_that_is_open_under_a_likely_name() {
    String partitions =
        "CREATE TABLE t (a int, b int) PARTITION BY LIST (a);"
            + " CREATE TABLE p PARTITION OF t (b DEFAULT 1) FOR VALUES IN (1)";

    Replay.Step made = last(partitions, "CREATE INDEX i ON t (b)");
    Replay.Step dropped = last(partitions, "CREATE INDEX i ON t (b)", "DROP INDEX i");

    assertThat(effects(made)).containsExactly("add index i", "add index p_b_idx");
    assertThat(made.effects().getLast().perhaps()).isTrue();
    assertThat(made.extent()).isEqualTo(Reading.Extent.PARTLY);
    assertThat(effects(dropped)).containsExactly("drop index i", "drop index p_b_idx");
    assertThat(dropped.effects().getLast().perhaps()).isTrue();
    assertThat(dropped.extent()).isEqualTo(Reading.Extent.PARTLY);
  }

  @Test
  void what_may_be_in_a_table_goes_with_it_perhaps() {
    Replay.Step step =
        last(
            "CREATE TABLE t (a int)",
            "DO $$ BEGIN IF f() THEN ALTER TABLE t ADD b int; END IF; END $$",
            "DROP TABLE t");

    assertThat(effects(step)).contains("drop column t.a", "drop column t.b", "drop table t");
    assertThat(step.effects())
        .filteredOn(Effect::perhaps)
        .extracting(each -> each.object().toString())
        .containsExactly("column t.b");
    assertThat(step.extent()).isEqualTo(Reading.Extent.PARTLY);
  }
}
