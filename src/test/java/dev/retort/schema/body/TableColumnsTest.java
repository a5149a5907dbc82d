package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Conditions that ask the dialect, or the columns of a table object.
class TableColumnsTest extends ReadsMigrations {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sa.inspect(op.get_bind()).dialect.name == 'postgresql'",
        "sa.inspect(op.get_bind()).engine.name == 'postgresql'",
        "Session(op.get_bind()).bind.dialect.name == 'postgresql'",
        "Session(bind=op.get_bind()).get_bind().dialect.name == 'postgresql'",
        "isinstance(op.get_bind().dialect, postgresql.dialect)",
        "not isinstance(op.get_bind().dialect, sqlite.dialect)",
      })
  void the_dialect_is_known_whomever_one_asks(String condition) {
    Told told =
        read(
            "from sqlalchemy.orm import Session\nfrom sqlalchemy.dialects import sqlite",
            "if " + condition + ":\n    op.create_table('a')\nelse:\n    op.create_table('b')");

    assertThat(told.effects()).containsExactly("add table a");
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  private static final String TABLE =
      "t = sa.Table('users', sa.MetaData(), autoload_with=op.get_bind())\n";

  @Test
  void a_table_of_the_database_has_its_columns() {
    read(USERS);

    Told told =
        read(
            TABLE
                + """
                if 'email' in t.c and 'nope' not in t.columns and 'email' in t.c.keys():
                    op.drop_column('users', 'email')
                for c in t.columns:
                    if c.name == 'email':
                        op.create_table('found')
                """);

    assertThat(told.effects()).containsExactly("drop column users.email", "add table found");
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void a_table_that_is_not_there_says_nothing() {
    Told told = read(TABLE + "if 'email' not in t.c:\n    op.create_table('a')");

    assertThat(told.reading().extent()).isNotEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void what_a_metadata_remembers_of_a_table_that_changed_is_not_known() {
    read(USERS);

    Told told =
        read(
            """
            m = sa.MetaData()
            for i in (1, 2):
                t = sa.Table('users', m, autoload_with=op.get_bind())
                if 'email' in t.c:
                    op.drop_column('users', 'email')
            """);

    assertThat(told.reading().extent()).isNotEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void a_table_that_was_just_made_names_itself_and_its_columns() {
    Told told =
        read(
            """
            t = op.create_table('users', sa.Column('id', sa.Integer()), sa.Column('n', sa.Text(), key='k'))
            op.create_index(f'ix_{t.name}', t.name, [t.c.id.name, t.c.k.name])
            op.bulk_insert(t, [{'id': 1}])
            op.execute(t.insert().values(id=2))
            """);

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(schema.index("ix_users").orElseThrow().spec().columns()).containsExactly("id", "n");
  }

  @Test
  void a_column_that_a_table_does_not_have_has_no_name() {
    Told told =
        read(
            """
            t = op.create_table('users', sa.Column('id', sa.Integer()))
            op.create_table(t.c.nope.name)
            """);

    assertThat(told.reading().extent()).isNotEqualTo(Reading.Extent.COMPLETE);
  }
}
