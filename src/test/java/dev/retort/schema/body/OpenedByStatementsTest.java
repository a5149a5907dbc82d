package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.ColumnDefault;
import dev.retort.schema.ObjectName;
import org.junit.jupiter.api.Test;

/// Statements of SQL whose consequences for what other statements made are not told, or only in
/// part: nothing false is said afterwards.
class OpenedByStatementsTest extends ReadsMigrations {
  private static final String ADD = "op.add_column('users', sa.Column('q', sa.Integer()))";

  private static String execute(String sql) {
    return "op.execute(\"" + sql + "\")\n";
  }

  @Test
  void what_was_rolled_back_may_be_made_again() {
    read(USERS);
    read(
        execute("SAVEPOINT a") + execute("ALTER TABLE users ADD q int") + execute("ROLLBACK TO a"));

    Told again = read(ADD);

    assertThat(again.clashes()).isEmpty();
    assertThat(again.effects()).containsExactly("add column users.q");
  }

  @Test
  void what_a_savepoint_was_released_of_is_there() {
    read(USERS);
    read(
        execute("SAVEPOINT a")
            + execute("ALTER TABLE users ADD q int")
            + execute("RELEASE SAVEPOINT a"));

    assertThat(read(ADD).clashes()).hasSize(1);
  }

  @Test
  void columns_follow_a_composite_type_and_a_domain_to_their_new_names() {
    read(
        execute("CREATE TYPE c AS (a int)")
            + execute("CREATE DOMAIN d AS text")
            + execute("CREATE TABLE t (x c, y d[], z text)")
            + execute("ALTER TYPE c ADD ATTRIBUTE b text")
            + execute("ALTER TYPE c RENAME TO c2")
            + execute("ALTER DOMAIN d RENAME TO d2"));

    assertThat(type("t", "x")).isEqualTo("c2");
    assertThat(type("t", "y")).isEqualTo("d2[]");
    assertThat(type("t", "z")).isEqualTo("text");
    assertThat(schema.open()).isEmpty();
    assertThat(schema.isClosed()).isTrue();
  }

  @Test
  void tables_that_are_made_with_their_schema_may_be_used() {
    read(execute("CREATE SCHEMA s CREATE TABLE x (id int PRIMARY KEY)"));

    assertThat(read(execute("ALTER TABLE s.x ADD a int")).clashes()).isEmpty();
    assertThat(schema.isClosed()).isTrue();
  }

  private static final String CALLS_F =
      execute("CREATE FUNCTION f(int) RETURNS int AS $$ SELECT $1 $$ LANGUAGE sql IMMUTABLE")
          + execute(
              "CREATE TABLE t (a int CHECK (f(a) > 0), b int DEFAULT f(1), g int GENERATED ALWAYS AS (f(a)) STORED, h int DEFAULT 3)")
          + execute("CREATE INDEX ifn ON t (f(a))")
          + execute("CREATE INDEX plain ON t (a)")
          + execute("CREATE VIEW v AS SELECT f(a) FROM t");

  @Test
  void what_calls_a_function_may_go_with_it() {
    read(CALLS_F);
    read(execute("DROP FUNCTION f(int) CASCADE"));

    assertThat(schema.open().stream().map(ObjectName::toString))
        .containsExactlyInAnyOrder("column t.g", "constraint t/t_a_check", "index ifn");
    assertThat(schema.table("t").orElseThrow().columns().get("b").value())
        .isEqualTo(ColumnDefault.UNKNOWN);
    assertThat(schema.table("t").orElseThrow().columns().get("h").value())
        .isNotEqualTo(ColumnDefault.UNKNOWN);
    assertThat(
            read("op.create_index('ifn', 't', ['a'])\n" + execute("CREATE VIEW v AS SELECT 1"))
                .clashes())
        .isEmpty();
  }

  @Test
  void nothing_goes_with_a_function_that_is_dropped_alone_or_that_nothing_calls() {
    read(CALLS_F + execute("CREATE FUNCTION o() RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql"));
    read(execute("DROP FUNCTION IF EXISTS f(int)") + execute("DROP FUNCTION o() CASCADE"));

    assertThat(schema.open()).isEmpty();
  }

  @Test
  void a_view_that_may_have_been_dropped_may_be_made_again() {
    Told told =
        read(
            "import elsewhere\n",
            """
            op.execute('CREATE VIEW names AS SELECT 1')
            op.execute(f'DROP VIEW {elsewhere.name}')
            op.execute('CREATE VIEW names AS SELECT 2')
            """);

    assertThat(told.clashes()).isEmpty();
  }
}
