package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Classes, named tuples, templates and dictionaries that migrations keep their names in.
class PythonObjectsTest extends ReadsMigrations {
  private void makes(Told told, String... tables) {
    assertThat(told.effects())
        .containsExactlyInAnyOrder(
            java.util.Arrays.stream(tables)
                .map(each -> "add table " + each)
                .toArray(String[]::new));
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  private static final String CLASS =
      """
      class Base:
          NAME = 'base'
          @classmethod
          def run(cls, more=''):
              op.create_table(cls.NAME + more)
          @staticmethod
          def make(name):
              op.create_table(name)
      class Own(Base):
          NAME = 'own'
      """;

  @Test
  void a_class_method_gets_the_class_that_it_is_called_on() {
    makes(read(CLASS, "Base.run()\nOwn.run('_a')\nOwn().run('_b')"), "base", "own_a", "own_b");
  }

  @Test
  void a_static_method_gets_nothing_else() {
    makes(read(CLASS, "Base.make('a')\nOwn().make('b')"), "a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P = collections.namedtuple('P', 'one two')",
        "P = collections.namedtuple('P', ['one', 'two'])",
        "P = typing.NamedTuple('P', [('one', str), ('two', str)])",
        "class P(typing.NamedTuple):\n    one: str\n    two: str",
        "class P(collections.namedtuple('Q', 'one,two')):\n    pass",
      })
  void a_named_tuple_has_its_fields(String made) {
    makes(
        read(
            "import collections, typing\n" + made,
            """
            for p in [P('a', 'b'), P(one='c', two='d')]:
                op.create_table(p.one + p.two)
            for one, two in [P('e', 'f')]:
                op.create_table(one + two)
            """),
        "ab",
        "cd",
        "ef");
  }

  @Test
  void a_named_tuple_of_unknown_fields_is_not_known() {
    Told told =
        read(
            "import collections\nP = collections.namedtuple('P', hash('x'))",
            "op.create_table(P('a', 'b').one)");

    assertThat(told.reading().extent()).isNotEqualTo(Reading.Extent.COMPLETE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "Template('a_$x').substitute(x='b')               ; a_b",
        "Template('a_${x}c$$').substitute({'x': 1})       ; a_1c$",
        "Template('a_$x').safe_substitute()               ; a_$x",
        "Template('a_$x').substitute()                    ; ?",
        "Template('a_$').substitute()                     ; ?",
        "Template('a_$x').substitute(hash('x'))           ; ?",
      })
  void a_template_is_filled_in(String written, String name) {
    Told told = read("from string import Template", "op.create_table(" + written + ")");

    if (name.equals("?")) {
      assertThat(told.effects()).isEmpty();
      assertThat(told.reading().extent()).isNotEqualTo(Reading.Extent.COMPLETE);
    } else {
      makes(told, name);
    }
  }

  private Told tried(String of, String error) {
    return read(
        """
        known = {'a': 1}
        try:
            x = %s
        except %s:
            op.create_table('missing')
        else:
            op.create_table('there')
        """
            .formatted(of, error));
  }

  @Test
  void a_key_that_is_there_or_not_decides_what_is_tried() {
    makes(tried("known['a']", "KeyError"), "there");
  }

  @Test
  void a_key_that_is_missing_is_an_error_that_is_caught() {
    makes(tried("known['b']", "KeyError as e"), "missing");
  }

  @Test
  void another_error_is_not_decided() {
    assertThat(tried("known['b']", "ValueError").reading().extent())
        .isNotEqualTo(Reading.Extent.COMPLETE);
    assertThat(tried("hash('x')['b']", "KeyError").reading().extent())
        .isNotEqualTo(Reading.Extent.COMPLETE);
  }
}
