package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is known of a value is what Python makes of it; what is not, is not known.
class EvaluatedLikePythonTest extends ReadsMigrations {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "'abcdef'[1::2]                                     ; bdf",
        "'abcdef'[::-1]                                     ; fedcba",
        "'abcdef'[-2:0:-2]                                  ; ec",
        "'abcdef'[None:-9:-3]                               ; fc",
        "''.join(['x', 'y', 'z'][::2])                      ; xz",
        "''.join(['x', 'y', 'z'][5:])+'e'                   ; e",
        "'abc'[::len(open('x').read())]                     ; ?",
        "''.join(sorted(['b', 'a', 'id'], key=len, reverse=True)) ; idba",
        "''.join(sorted(['b', 'a', 'id'], key=lambda c: (-len(c), c))) ; idab",
        "''.join(sorted('bAc', key=str.lower))              ; Abc",
        "str(sorted([10, 9]))                               ; [9, 10]",
        "''.join(sorted(['a', 'b'], key=lambda c: hash(c))) ; ?",
        "''.join(sorted(['a', 'b'], reverse=hash('c')))     ; ?",
        "str((1, 2) == [1, 2])                              ; False",
        "str((1, 2) in [[1, 2]])                            ; False",
        "str([1, (2, 3)] == [1, (2, 3)])                    ; True",
        "str({1, 2} == {2, 1})                              ; True",
        "str({1, 2} == {2, 3})                              ; False",
        "str(1 == True)                                     ; True",
        "str({'a': 1, 'b': [2]} == {'b': [2], 'a': 1})      ; True",
        "str({'a': 1} == {'a': 2})                          ; False",
        "str({'a': 1} == {'a': hash('x')})                  ; ?",
        "'Äz'.encode('ascii', 'ignore').decode()            ; z",
        "'Äz'.encode('ascii', 'replace').decode()           ; ?z",
        "'Äz'.encode('ascii', hash('x')).decode()           ; ?",
        "str(1e3)                                           ; 1000.0",
        "str(1_0.50)                                        ; 10.5",
        "f'{0.00001}'                                       ; 1e-05",
        "str(1e16)                                          ; 1e+16",
        "str(123456789012345.6)                             ; 123456789012345.6",
        "str(3j)                                            ; ?",
        "''.join(zip(*hash('x')))                           ; ?",
        "''.join(map(max, 'ab', 'ba'))                      ; ?",
        "'yes' if (x for x in ()) else 'no'                 ; yes",
      })
  void a_name_is_put_together(String written, String name) {
    leaves("r = " + written, name);
  }

  /// Reads what leaves the name of a table in `r`.
  private void leaves(String body, String name) {
    Told told = read(body + "\nop.create_table(r)");

    if (name.equals("?")) {
      assertThat(told.reading().extent()).isNotEqualTo(Reading.Extent.COMPLETE);
      assertThat(told.effects()).isEmpty();
    } else {
      assertThat(told.effects()).containsExactly("add table " + name);
    }
  }

  @Test
  void what_was_taken_of_a_generator_is_gone() {
    leaves("g = (x for x in 'abc')\nnext(g)\nr = ''.join(g)", "bc");
    leaves("g = (x for x in 'abc')\nfor x in g:\n    pass\nr = 'none' + ''.join(g)", "none");
    leaves("g = iter('abc')\nfor x in g:\n    break\nr = ''.join(g)", "?");
    leaves("g = iter('abc')\nif 'b' in g:\n    r = ''.join(g)", "?");
    leaves("g = map(str, [1, 2])\nlist(g)\nr = 'n' + ''.join(g)", "n");
  }

  @Test
  void pairs_of_one_generator_s_elements_are_not_known() {
    leaves("g = iter('ab')\nr = ''.join(a + b for a, b in zip(g, g))", "?");
  }

  @Test
  void views_and_ranges_are_gone_through_again() {
    leaves("g = {'a': 1}.keys()\nlist(g)\nr = ''.join(g)", "a");
    leaves("g = range(2)\nlist(g)\nr = ''.join(map(str, g))", "01");
  }

  @Test
  void a_generator_of_the_module_is_there_in_each_reading() {
    assertThat(
            read("COLUMNS = (c for c in 'ab')", "for c in COLUMNS:\n    op.create_table(c)")
                .effects())
        .containsExactly("add table a", "add table b");
  }

  @Test
  void a_lambda_keeps_the_value_that_its_default_had() {
    leaves("fs = [lambda i=i: f'x{i}' for i in range(3)]\nr = ''.join(f() for f in fs)", "x0x1x2");
    leaves("n = 1\ndef f(i=n):\n    return f'x{i}'\nn = 2\nr = f()", "x1");
    leaves("n = 1\nf = lambda: f'x{n}'\nn = 2\nr = f()", "x2");
  }

  @Test
  void a_default_that_changes_is_one_object_for_all_calls() {
    Told told =
        read(
            """
            def f(n, seen=[]):
                seen.append(n)
                op.create_table('x%d' % len(seen))
            """,
            "f('a')\nf('b')\nf('c', [])");

    assertThat(told.effects()).containsExactlyInAnyOrder("add table x1", "add table x2");
    leaves(
        "def f(n, seen=[]):\n    seen.append(n)\n    return ''.join(seen)\nf('a')\nr = f('b')",
        "ab");
  }

  @Test
  void a_function_changes_the_names_around_it_that_it_declares() {
    leaves("n = 0\ndef up():\n    nonlocal n\n    n += 1\nup()\nup()\nr = f'x{n}'", "x2");
    leaves("n = 0\ndef up():\n    n = 1\nup()\nr = f'x{n}'", "x0");
    leaves(
        "import os\nn = 0\ndef up():\n    nonlocal n\n    n = 1\nif os.getenv('X'):\n    up()\nr = f'x{n}'",
        "?");
  }

  @Test
  void an_element_that_is_put_into_a_list_takes_the_place_of_another() {
    leaves("l = ['a', 'b']\nl[-1] = 'c'\nr = ''.join(l)", "ac");
    leaves("l = ['a', 'b']\nl[hash('x')] = 'c'\nr = ''.join(l)", "?");
    leaves("l = ['a', 'b']\nl[1:] = 'cd'\nr = ''.join(l)", "?");
    leaves("a = ('a',)\nb = a\nb += ('b',)\nr = ''.join(a)", "a");
  }

  @Test
  void an_inspector_says_again_what_it_said() {
    read(USERS);

    assertThat(
            read("""
            i = sa.inspect(op.get_bind())
            i.get_columns('users')
            op.drop_column('users', 'email')
            if 'email' in [c['name'] for c in i.get_columns('users')]:
                op.create_table('stale')
            i.clear_cache()
            if 'email' not in [c['name'] for c in i.get_columns('users')]:
                op.create_table('fresh')
            """)
                .effects())
        .containsExactly("drop column users.email", "add table stale", "add table fresh");
  }

  @Test
  void another_inspector_asks_again() {
    read(USERS);

    assertThat(
            read("""
            sa.inspect(op.get_bind()).get_columns('users')
            op.drop_column('users', 'email')
            if 'email' not in [c['name'] for c in sa.inspect(op.get_bind()).get_columns('users')]:
                op.create_table('fresh')
            """)
                .effects())
        .containsExactly("drop column users.email", "add table fresh");
  }

  @Test
  void what_only_some_versions_of_sqlalchemy_remember_is_known_while_it_stays_the_same() {
    assertThat(
            read("""
            i = sa.inspect(op.get_bind())
            if not i.has_table('a'):
                op.create_table('a')
            if not i.has_table('b') and not i.has_table('b'):
                op.create_table('b')
            """)
                .reading()
                .extent())
        .isEqualTo(Reading.Extent.COMPLETE);
    assertThat(
            read("""
            i = sa.inspect(op.get_bind())
            if not i.has_table('c'):
                op.create_table('c')
            if not i.has_table('c'):
                op.create_table('c')
            """)
                .reading()
                .extent())
        .isNotEqualTo(Reading.Extent.COMPLETE);
  }
}
