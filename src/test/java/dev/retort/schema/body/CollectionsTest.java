package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lists, tuples and sets are told apart where Python tells them apart.
class CollectionsTest extends ReadsMigrations {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "str(('a', 'b'))                                ; ('a', 'b')",
        "str(('a',))                                    ; ('a',)",
        "str(tuple(['a', 'b'][:1]))                     ; ('a',)",
        "str(('a',) + ('b',))                           ; ('a', 'b')",
        "str(['a', ('b', 1)])                           ; ['a', ('b', 1)]",
        "str(list(zip('ab'.split('b'), [1])))           ; [('a', 1)]",
        "str(list({'a': 1}.items()))                    ; [('a', 1)]",
        "str({'a'})                                     ; {'a'}",
        "str(sorted(set(['b', 'a', 'b'])))              ; ['a', 'b']",
        "'%s' % ['a', 'b']                              ; ['a', 'b']",
        "'%s-%s' % ('a', 'b')                           ; a-b",
        "'n%d' % len({'a', 'b', 'a'})                   ; n2",
        "f'{(lambda *a: a)(1, 2)}'                      ; (1, 2)",
        "'list' if isinstance(('a',), list) else 'no'   ; no",
        "'both' if isinstance(['a'], (list, tuple)) else 'no' ; both",
        // Of what Python prints an address, or in no order.
        "str({'a', 'b'})                                ; ?",
        "str({'a': 1}.keys())                           ; ?",
        "str(x for x in 'a')                            ; ?",
        "str(zip([1], [2]))                             ; ?",
      })
  void a_name_is_put_together(String written, String name) {
    Told told = read("op.create_table(" + written + ")");

    if (name.equals("?")) {
      assertThat(told.reading().extent()).isNotEqualTo(Reading.Extent.COMPLETE);
      assertThat(told.effects()).isEmpty();
    } else {
      assertThat(told.effects()).containsExactly("add table " + name);
    }
  }

  @Test
  void an_enum_is_made_of_a_tuple_in_a_text() {
    Told told =
        read(
            """
            values = ('new', 'paid')
            op.execute(f"CREATE TYPE status AS ENUM {values}")
            """);

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(told.effects()).containsExactly("add enum status");
  }

  @Test
  void a_list_that_is_changed_in_place_is_known() {
    Told told =
        read(
            """
            names = ['c', 'a']
            names.insert(1, 'b')
            names.remove('c')
            names.append('d')
            names.sort()
            for name in names:
                op.create_table(name)
            left = {'e', 'f'}
            left.discard('x')
            left.discard('f')
            left.add('e')
            for name in left:
                op.create_table(name)
            left.clear()
            for name in left:
                op.create_table('nothing')
            """);

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(told.effects())
        .containsExactly("add table a", "add table b", "add table d", "add table e");
  }
}
