package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Gap;
import dev.retort.schema.Reading;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What names without a schema mean once a migration has set `search_path`.
class SearchPathTest extends ReadsMigrations {
  private static final String SET = "SET LOCAL search_path TO s1";
  private static final String BACK = "SET search_path TO public";

  private static String executed(String... statements) {
    return Arrays.stream(statements)
        .map(each -> "op.execute(\"\"\"" + each + "\"\"\")\n")
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET search_path TO s1",
        "SET LOCAL search_path = s1",
        "SET SESSION search_path TO \"s1\", public",
        "SET search_path TO \"$user\", s1",
        "SELECT set_config('search_path', 's1, public', true)"
      })
  void what_is_made_goes_into_the_first_schema_of_the_path(String set) {
    Told told =
        read(
            executed(set, "CREATE TABLE u (a int)", "CREATE TYPE mood AS ENUM ('x')", BACK)
                + "op.create_table('u', sa.Column('id', sa.Integer()))");

    assertThat(told.effects())
        .containsExactly(
            "add table s1.u",
            "add column s1.u.a",
            "add enum s1.mood",
            "add table u",
            "add column u.id");
    assertThat(told.clashes()).isEmpty();
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void operations_of_alembic_go_there_too_unless_they_name_a_schema() {
    Told told =
        read(
            executed(SET)
                + """
                op.create_table('u', sa.Column('id', sa.Integer()))
                op.create_table('v', sa.Column('id', sa.Integer()), schema='public')
                op.create_index('ix', 'u', ['id'])
                """
                + executed(
                    "CREATE TABLE public.w (a int)", "ALTER TABLE public.w ADD b int", BACK));

    assertThat(told.effects())
        .containsExactly(
            "add table s1.u",
            "add column s1.u.id",
            "add table v",
            "add column v.id",
            "add index s1.ix",
            "add table w",
            "add column w.a",
            "add column w.b");
  }

  @Test
  void a_text_of_several_statements_is_read_with_its_path() {
    Told told =
        read(
            executed(
                "SET search_path TO s1; CREATE TABLE u (a int); "
                    + BACK
                    + "; CREATE TABLE public.u (b int)"));

    assertThat(told.effects())
        .containsExactly("add table s1.u", "add column s1.u.a", "add table u", "add column u.b");
  }

  @Test
  void what_is_there_is_found_in_the_first_schema_that_holds_it() {
    read(executed("CREATE TABLE t (a int)", "CREATE TABLE s1.u (a int)", "CREATE TABLE u (a int)"));

    Told told =
        read(
            executed(
                "SET search_path TO s1, public",
                "ALTER TABLE u ADD b int",
                "ALTER TABLE t ADD b int REFERENCES u",
                "ALTER TABLE u RENAME TO w",
                BACK));

    assertThat(told.effects())
        .contains("add column t.b", "add table s1.w", "add column s1.w.b")
        .doesNotContain("add column u.b", "add table w");
    assertThat(schema.table("t").orElseThrow().keys().values())
        .singleElement()
        .satisfies(
            key -> assertThat(key.spec().reference().orElseThrow().table()).isEqualTo("s1.w"));
  }

  @Test
  void what_is_not_found_is_open_and_nobody_is_accused() {
    read(executed("CREATE TABLE t (a int)"));

    Told told = read(executed(SET, "ALTER TABLE t DROP COLUMN missing", "DROP TABLE u", BACK));

    assertThat(told.clashes()).isEmpty();
    assertThat(schema.isClosed()).isTrue();
    assertThat(told.reading().reasons())
        .hasSize(2)
        .extracting(Reading.Reason::gap)
        .containsOnly(Gap.OfSql.SEARCH_PATH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET search_path TO DEFAULT",
        "RESET search_path",
        "DISCARD ALL",
        "SET search_path TO \"$user\", public"
      })
  void the_usual_path_ends_it(String back) {
    Told told = read(executed(SET, back, "CREATE TABLE u (a int)"));

    assertThat(told.effects()).containsExactly("add table u", "add column u.a");
    assertThat(schema.isClosed()).isTrue();
  }

  @Test
  void a_path_that_a_migration_leaves_opens_what_comes_behind() {
    read(executed("SET search_path TO s1", "CREATE TABLE u (a int)"));

    Told behind =
        read(
            executed("CREATE TABLE u (a int)", "ALTER TABLE v ADD a int")
                + "op.create_table('w', sa.Column('id', sa.Integer()), schema='s2')");

    assertThat(behind.clashes()).isEmpty();
    assertThat(behind.effects()).containsExactly("add table s2.w", "add column s2.w.id");
    assertThat(behind.reading().extent()).isEqualTo(Reading.Extent.PARTLY);
    assertThat(behind.reading().consulted()).isTrue();
  }

  @Test
  void who_sets_the_usual_path_again_ends_one_that_was_left() {
    read(executed("SET search_path TO s1"));
    read(executed(BACK));

    assertThat(read(executed("CREATE TABLE u (a int)")).effects())
        .containsExactly("add table u", "add column u.a");
  }

  @Test
  void a_path_that_is_not_known_leaves_open_what_is_made() {
    Told told =
        read(
            "op.execute(f'SET search_path TO {context.get_x_argument()}')\n"
                + executed("CREATE TABLE u (a int)", BACK, "CREATE TABLE v (a int)"));

    assertThat(told.effects()).containsExactly("add table v", "add column v.a");
    assertThat(schema.isClosed()).isFalse();
  }

  @Test
  void a_path_that_may_be_set_is_not_known() {
    Told told =
        read(
            executed(
                "DO $$ BEGIN IF a THEN SET search_path TO s1; END IF; END $$",
                "CREATE TABLE u (a int)"));

    assertThat(told.effects()).isEmpty();
    assertThat(schema.isClosed()).isFalse();
  }

  @Test
  void a_table_is_made_of_the_rows_of_those_that_the_path_means() {
    read(executed("CREATE TABLE s1.t (a int)", "CREATE TABLE t (b int)"));

    Told told = read(executed(SET, "CREATE TABLE u AS SELECT * FROM t", BACK));

    assertThat(told.effects()).containsExactly("add table s1.u", "add column s1.u.a");
  }
}
