package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `match`, decided where its subject is known.
class MatchesTest extends ReadsMigrations {
  private Told matched(String subject, String first, String second) {
    return read(
        "import os",
        """
        match %s:
            case %s:
                op.create_table('a')
            case %s:
                op.create_table('b')
        """
            .formatted(subject, first, second));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'postgresql'",
        "'sqlite' | 'postgresql'",
        "'postgresql' as name",
        "name if name == 'postgresql'",
        "_ if op.get_bind().dialect.name == 'postgresql'"
      })
  void the_dialect_decides_the_case(String pattern) {
    Told told = matched("op.get_bind().dialect.name", pattern, "_");

    assertThat(told.effects()).containsExactly("add table a");
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'sqlite'", "'sqlite' | 'mysql'", "None", "[one, two]", "_ if False"})
  void a_case_that_does_not_fit_is_not_run(String pattern) {
    Told told = matched("op.get_bind().dialect.name", pattern, "_");

    assertThat(told.effects()).containsExactly("add table b");
  }

  @Test
  void where_no_case_fits_nothing_happens() {
    Told told = matched("op.get_bind().dialect.name", "'sqlite'", "'mysql'");

    assertThat(told.effects()).isEmpty();
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void a_subject_that_is_not_known_leaves_all_cases_open() {
    Told told = matched("os.environ['A']", "'x'", "_");

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.PARTLY);
    assertThat(schema.table("a").orElseThrow().sure()).isFalse();
    assertThat(schema.table("b").orElseThrow().sure()).isFalse();
  }

  @Test
  void what_stands_behind_a_case_that_returns_is_not_run() {
    Told told =
        read(
            """
            match op.get_bind().dialect.name:
                case 'postgresql':
                    return
            op.create_table('behind')
            """);

    assertThat(told.effects()).isEmpty();
  }

  @Test
  void what_stands_behind_a_case_that_may_return_is_not_sure() {
    read(
        "import os",
        """
        match os.environ['A']:
            case 'x':
                return
        op.create_table('behind')
        """);

    assertThat(schema.table("behind").orElseThrow().sure()).isFalse();
  }
}
