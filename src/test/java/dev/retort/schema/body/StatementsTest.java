package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Statements that are not known wholly, but well enough to say what they leave alone.
class StatementsTest extends ReadsMigrations {
  private static final String HEAD = "import os\nfrom app import models, users";

  private Told executed(String statement) {
    read("op.create_table('a', sa.Column('id', sa.Integer))");
    return read(HEAD, "x = models.load('x')\nop.execute(%s)".formatted(statement));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x.insert().values(id=1)",
        "x.tables.y.update().where(x.c.id == 1).values(id=2)",
        "x.tables['y'].delete()",
        "users.insert(), [{'id': 1}]",
        "models.User.__table__.update().values(id=1)",
        "sa.table('a', sa.column('id')).update().values(id=1)",
        "models.User.__table__.select()"
      })
  void rows_of_a_table_that_is_not_known_concern_no_table_s_shape(String statement) {
    Told told = executed(statement);

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(schema.isClosed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x.made()", "x.insert('DROP TABLE a')", "models.statement()", "x.values(id=1)"})
  void what_does_not_show_that_it_is_about_rows_may_do_anything(String statement) {
    assertThat(executed(statement).reading().extent()).isEqualTo(Reading.Extent.NOT);
  }

  @Test
  void a_function_of_a_library_that_is_called_for_what_it_does_may_do_anything() {
    assertThat(read(HEAD, "models.User.delete()").reading().extent()).isEqualTo(Reading.Extent.NOT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sql = 'UPDATE a SET x = 1' if os.environ['A'] else 'UPDATE b SET x = 1'",
        "if os.environ['A']:\n    sql = 'UPDATE a SET x = 1'\nelse:\n    sql = sa.text('DELETE FROM b')",
        "sql = 'UPDATE a SET x = 1'\nif os.environ['A']:\n    sql = 'UPDATE b SET x = 1'"
      })
  void one_of_two_statements_about_rows_leaves_nothing_open(String choice) {
    read("op.create_table('a', sa.Column('x', sa.Integer))");
    read("op.create_table('b', sa.Column('x', sa.Integer))");

    Told told = read("import os", choice + "\nop.execute(sql)");

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(schema.isClosed()).isTrue();
  }

  @Test
  void of_two_statements_of_which_one_changes_a_table_that_may_happen() {
    read("op.create_table('a', sa.Column('x', sa.Integer))");
    read("op.create_table('b', sa.Column('x', sa.Integer))");

    Told told =
        read(
            "import os",
            "op.execute('DROP TABLE a' if os.environ['A'] else 'ALTER TABLE b ADD COLUMN y int')");

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.PARTLY);
    assertThat(told.effects()).isEmpty();
    assertThat(schema.table("a").orElseThrow().sure()).isFalse();
    assertThat(schema.table("b").orElseThrow().columns().get("y").sure()).isFalse();
  }

  @Test
  void one_known_statement_of_two_is_not_enough() {
    assertThat(
            read("import os", "op.execute('UPDATE a SET x = 1' if os.environ['A'] else os.made())")
                .reading()
                .extent())
        .isEqualTo(Reading.Extent.NOT);
  }
}
