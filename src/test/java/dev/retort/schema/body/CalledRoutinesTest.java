package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.ObjectName;
import dev.retort.schema.Reading.Extent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Functions and procedures whose bodies change a schema, called by migrations.
class CalledRoutinesTest extends ReadsMigrations {
  private static String execute(String sql) {
    return "op.execute(\"\"\"" + sql + "\"\"\")\n";
  }

  private static String routine(String name, String body) {
    return execute(
        "CREATE OR REPLACE FUNCTION "
            + name
            + " RETURNS void LANGUAGE plpgsql AS $$ BEGIN "
            + body
            + " END $$");
  }

  private static final String ADDS = routine("add_q()", "ALTER TABLE users ADD COLUMN q int;");

  @BeforeEach
  void make() {
    read(USERS + execute("CREATE TABLE other (id int)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT add_q()",
        "SELECT public.add_q()",
        "SELECT * FROM add_q()",
        "SELECT id, add_q() FROM other",
        "DO $$ BEGIN PERFORM add_q(); END $$",
        "DO $$ DECLARE x int; BEGIN x := add_q(); END $$",
        "DO $$ BEGIN IF add_q() THEN RAISE NOTICE 'a'; END IF; END $$",
      })
  void a_call_opens_the_tables_that_the_body_changes(String call) {
    read(ADDS);

    Told told = read(execute(call));

    assertThat(told.reading().extent()).isEqualTo(Extent.NOT);
    assertThat(schema.open()).contains(ObjectName.table("users"));
    assertThat(schema.open()).doesNotContain(ObjectName.table("other"));
    assertThat(schema.isClosed()).isTrue();
    assertThat(read("op.add_column('users', sa.Column('q', sa.Integer()))").clashes()).isEmpty();
  }

  @Test
  void a_function_in_sql_is_read_as_well() {
    read(
        execute("CREATE FUNCTION f(int) RETURNS void AS 'DROP TABLE other' LANGUAGE sql")
            + execute("SELECT f(1)"));

    assertThat(schema.open())
        .containsExactly(ObjectName.table("other"), ObjectName.column("other", "id"));
    assertThat(read(execute("CREATE TABLE other (id int)")).clashes()).isEmpty();
  }

  @Test
  void what_a_called_function_calls_counts() {
    read(ADDS + routine("outer_one()", "PERFORM add_q();"));

    read(execute("SELECT outer_one()"));

    assertThat(schema.open()).contains(ObjectName.table("users"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXECUTE 'ALTER TABLE ' || t || ' ADD q int';",
        "EXECUTE format('ALTER TABLE %I ADD q int', t);",
        "ALTER TYPE st ADD VALUE 'c';",
        "DROP TABLE users CASCADE;",
      })
  void a_call_opens_everything_where_the_body_does_not_tell(String body) {
    read(routine("f(t text)", body) + execute("SELECT f('users')"));

    assertThat(schema.isClosed()).isFalse();
  }

  @Test
  void a_call_of_a_procedure_opens_what_it_changes() {
    read(
        execute("CREATE PROCEDURE p() LANGUAGE sql AS $$ CREATE TABLE made (id int) $$")
            + execute("CALL p()"));

    assertThat(schema.open()).containsExactly(ObjectName.table("made"));
    assertThat(schema.isClosed()).isTrue();
  }

  @Test
  void a_procedure_that_no_migration_made_may_do_anything() {
    read(execute("CALL p()"));

    assertThat(schema.isClosed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE users SET email = lower(email);",
        "NEW.created := now(); FOR r IN SELECT 1 LOOP NULL; END LOOP;",
        "CREATE TEMPORARY TABLE passing (id int);",
        "RAISE NOTICE 'nothing to create';",
      })
  void nothing_is_open_after_a_call_of_a_function_that_changes_rows_alone(String body) {
    Told told = read(routine("f()", body) + execute("SELECT f()"));

    assertThat(told.reading().extent()).isEqualTo(Extent.COMPLETE);
    assertThat(schema.open()).isEmpty();
  }

  @Test
  void a_function_that_is_made_and_not_called_changes_nothing() {
    Told told = read(ADDS + execute("SELECT count(*) FROM users"));

    assertThat(told.reading().extent()).isEqualTo(Extent.COMPLETE);
    assertThat(schema.open()).isEmpty();
  }

  @Test
  void what_looks_like_a_call_of_an_unknown_function_opens_nothing() {
    Told told =
        read(
            "import os\nTYPE = os.environ['TYPE']\n",
            "op.execute(f\"SELECT CAST(email AS {TYPE}(3)) FROM users\")");

    assertThat(told.reading().extent()).isEqualTo(Extent.COMPLETE);
    assertThat(schema.isClosed()).isTrue();
  }

  @Test
  void a_function_counts_as_it_was_replaced() {
    read(ADDS);
    read(routine("add_q()", "NULL;") + execute("SELECT add_q()"));

    assertThat(schema.open()).isEmpty();
  }

  @Test
  void another_function_of_the_name_does_not_replace_it() {
    read(ADDS);
    read(routine("add_q(int)", "NULL;") + execute("SELECT add_q()"));

    assertThat(schema.open()).contains(ObjectName.table("users"));
  }

  @Test
  void what_a_call_does_that_asks_for_a_part_of_its_text_is_open() {
    read(
        "import os\nNAME = os.environ['NAME']\n",
        "op.execute(f\"\"\"CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DROP TABLE {NAME} $$\"\"\")\n"
            + execute("SELECT f()"));

    assertThat(schema.isClosed()).isFalse();
  }
}
