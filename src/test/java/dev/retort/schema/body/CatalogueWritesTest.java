package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Clash;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Reading;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Migrations that write PostgreSQL's system catalogue by hand.
class CatalogueWritesTest extends ReadsMigrations {
  private static String execute(String sql) {
    return "op.execute(\"\"\"" + sql + "\"\"\")";
  }

  @BeforeEach
  void make() {
    read(
        USERS
            + execute("CREATE TYPE st AS ENUM ('a', 'b')")
            + "\n"
            + execute("CREATE TYPE other AS ENUM ('b')"));
  }

  private List<String> values(String type) {
    return schema.enumType(type).orElseThrow().values().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM pg_enum WHERE enumlabel = 'b' AND enumtypid = 'st'::regtype",
        "DELETE FROM pg_catalog.pg_enum e USING pg_type t WHERE t.oid = e.enumtypid AND t.typname = 'st' AND e.enumlabel = 'b'",
        "DELETE FROM pg_enum WHERE enumlabel = 'b' AND enumtypid = (SELECT oid FROM pg_type WHERE typname = 'st')",
      })
  void a_label_that_is_deleted_may_be_added_again(String sql) {
    assertThat(read(execute(sql)).effects()).containsExactly("change enum st");
    assertThat(values("st")).containsExactly("a");
    assertThat(values("other")).containsExactly("b");

    assertThat(read(execute("ALTER TYPE st ADD VALUE 'b'")).clashes()).isEmpty();
  }

  @Test
  void a_label_that_is_updated_has_another_name() {
    read(
        execute(
            "UPDATE pg_enum SET enumlabel = 'c' WHERE enumlabel = 'b' AND enumtypid = 'st'::regtype"));

    assertThat(values("st")).containsExactly("a", "c");
    assertThat(read(execute("ALTER TYPE st ADD VALUE 'c'")).clashes())
        .extracting(Clash::kind)
        .containsExactly(Clash.Kind.MADE_TWICE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM pg_enum WHERE enumlabel IN ('b') AND enumtypid = 'st'::regtype",
        "DELETE FROM pg_enum WHERE enumlabel = 'b' OR enumtypid = 'st'::regtype",
        "DELETE FROM pg_enum WHERE enumlabel <> 'b' AND enumtypid = 'st'::regtype",
        "DELETE FROM pg_enum WHERE enumlabel = 'b'",
        "DELETE FROM pg_enum WHERE enumlabel = 'b' AND enumtypid = 'gone'::regtype",
        "INSERT INTO pg_enum (enumtypid, enumsortorder, enumlabel) SELECT 'st'::regtype, 3, 'c'",
        "UPDATE pg_enum SET enumlabel = lower(enumlabel) WHERE enumtypid = 'st'::regtype",
      })
  void the_values_of_every_enum_are_open_where_no_one_is_named(String sql) {
    read(execute(sql));

    assertThat(schema.open()).contains(ObjectName.enumType("st"), ObjectName.enumType("other"));
    assertThat(read(execute("ALTER TYPE st ADD VALUE 'b'")).clashes()).isEmpty();
  }

  @Test
  void a_query_of_the_catalogue_changes_nothing() {
    read(execute("SELECT enumlabel FROM pg_enum WHERE enumtypid = 'st'::regtype"));
    read(execute("UPDATE users SET email = (SELECT enumlabel FROM pg_enum LIMIT 1)"));

    assertThat(schema.open()).isEmpty();
  }

  @Test
  void a_table_is_open_whose_columns_are_written_by_hand() {
    Told told =
        read(
            execute(
                "UPDATE pg_attribute SET atttypmod = 54 WHERE attrelid = 'users'::regclass AND attname = 'email'"));

    assertThat(told.reading().extent()).isNotEqualTo(Reading.Extent.COMPLETE);
    assertThat(schema.open()).contains(ObjectName.column("users", "email"));
    assertThat(schema.isClosed()).isTrue();
  }

  @Test
  void everything_is_open_where_the_catalogue_is_written_for_no_one_table() {
    read(execute("UPDATE pg_class SET relname = 'people' WHERE relname = 'users'"));

    assertThat(schema.isClosed()).isFalse();
  }
}
