package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Reading.Extent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `information_schema.columns` says of a column's type, length, default and whether it may be
/// NULL.
class ColumnFactsTest extends ReadsMigrations {
  @BeforeEach
  void make() {
    read(
        "op.execute(\"CREATE TYPE mood AS ENUM ('a')\")\n"
            + "op.execute(\"CREATE TABLE t (id serial PRIMARY KEY, n integer, s varchar(80) NOT NULL DEFAULT 'x', c text, m mood, a integer[], o elsewhere, j integer GENERATED ALWAYS AS IDENTITY)\")");
  }

  /// Drops the table where a condition holds.
  private Told where(String select, String column, String more, String condition) {
    return read(
        "found = op.get_bind().execute(sa.text(\"SELECT "
            + select
            + " FROM information_schema.columns WHERE table_name = 't' AND column_name = '"
            + column
            + "'"
            + more
            + "\"))\nif "
            + condition
            + ":\n    op.drop_table('t')");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "data_type | n | found.scalar() == 'integer'",
        "data_type | s | found.scalar() == 'character varying'",
        "data_type | m | found.scalar() == 'USER-DEFINED'",
        "data_type | a | found.scalar() == 'ARRAY'",
        "udt_name | n | found.fetchone()[0] == 'int4'",
        "udt_name | m | found.scalar() == 'mood'",
        "udt_name | a | found.scalar() == '_int4'",
        "is_nullable | n | found.scalar() == 'YES'",
        "is_nullable | s | found.scalar() == 'NO'",
        "is_nullable | id | found.scalar() == 'NO'",
        "character_maximum_length | s | found.scalar() == 80",
        "character_maximum_length | s | found.scalar() < 255",
        "character_maximum_length | c | found.scalar() is None",
        "column_default | c | found.scalar() is None",
        "column_default | j | found.scalar() is None",
        "column_default | s | found.scalar() is not None",
        "column_default | id | found.scalar()",
        "c.data_type AS d, c.is_nullable | s | found.first()[1] == 'NO'",
        "data_type | n | found.fetchall()[0][0] == 'integer'",
        "column_name | n | found.fetchone()",
      })
  void a_fact_of_a_known_column_decides(String select, String column, String condition) {
    Told told = where(select, column, "", condition);

    assertThat(told.reading().extent()).isEqualTo(Extent.COMPLETE);
    assertThat(told.effects()).contains("drop table t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "data_type | n | found.scalar() == 'text'",
        "is_nullable | s | found.scalar() == 'YES'",
        "column_default | c | found.scalar()",
        "character_maximum_length | s | found.scalar() != 80",
      })
  void nothing_is_done_where_a_fact_is_another(String select, String column, String condition) {
    Told told = where(select, column, "", condition);

    assertThat(told.reading().extent()).isEqualTo(Extent.COMPLETE);
    assertThat(told.effects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "data_type | o | found.scalar() == 'integer'",
        "column_default | id | found.scalar() == 'x'",
        "upper(data_type) | n | found.scalar() == 'integer'",
        "data_type | n | found.mappings().first()['data_type'] == 'text'",
      })
  void what_is_not_known_of_it_is_not_decided(String select, String column, String condition) {
    assertThat(where(select, column, "", condition).reading().extent())
        .isNotEqualTo(Extent.COMPLETE);
    assertThat(schema.table("t")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " AND data_type = 'integer'",
        " AND is_nullable = 'YES'",
        " AND udt_name <> 'text'",
        " AND column_default IS NULL",
        " AND table_schema = 'public' AND data_type='integer'",
      })
  void a_condition_on_a_fact_holds(String more) {
    assertThat(where("1", "n", more, "found.fetchone()").effects()).contains("drop table t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " AND data_type = 'text'",
        " AND is_nullable = 'NO'",
        " AND column_default IS NOT NULL",
        " AND character_maximum_length = 3",
      })
  void a_condition_on_a_fact_does_not_hold(String more) {
    Told told = where("1", "n", more, "found.fetchone()");

    assertThat(told.reading().extent()).isEqualTo(Extent.COMPLETE);
    assertThat(told.effects()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " AND data_type LIKE '%char%'",
        " AND data_type IN ('text', 'integer')",
        " AND NOT data_type = 'text'",
        " AND (data_type = 'text'\\nOR data_type = 'integer')",
        " AND is_identity = 'YES'",
        " AND character_maximum_length >= 3",
        " AND data_type = :x",
      })
  void another_condition_is_not_decided(String more) {
    assertThat(where("1", "n", more, "found.fetchone()").reading().extent())
        .isNotEqualTo(Extent.COMPLETE);
  }
}
