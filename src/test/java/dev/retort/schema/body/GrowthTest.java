package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Gap;
import dev.retort.schema.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Strangers' migrations whose values grow without end, each in a few lines. Read without a limit
/// they take all memory, or all time.
class GrowthTest extends ReadsMigrations {
  private static final String ROUNDS = "for _ in range(60):\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = x + x",
        "x += x",
        "x = x * 1000",
        "x = f'{x}{x}'",
        "x = f'{x:>999}{x}'",
        "x = '%s%s' % (x, x)",
        "x = '%(a)s%(a)s' % {'a': x}",
        "x = '{0}{0}'.format(x)",
        "x = '{a}{a}'.format(a=x)",
        "x = x.join([x, x, x])",
        "x = x.replace('a', 'aa' * 9)",
        "x = x.replace('', 'aa')",
        "x = repr([x, x])",
        "x = str([x, x])",
        "x = ''.join([x, x]).upper()",
        "x = x.ljust(1000) + x",
      })
  void a_text_that_grows_without_end_is_not_known(String statement) {
    Told told = read("x = 'a'\n" + ROUNDS + "    " + statement + "\nop.execute('DROP TABLE ' + x)");

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.NOT);
  }

  @Test
  void a_long_text_in_which_little_is_replaced_stays_known() {
    Told told =
        read(
            "sql = 'CREATE TABLE @ (id int)' + ' ' * 999\n"
                + "op.execute(sql.replace('@', 't' + '/*' + 'long ' * 999 + '*/'))");

    assertThat(told.effects()).contains("add table t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = [x, x]",
        "x = (x, x)",
        "x = {1: x, 2: x}",
        "x = {sa.text(x): x}",
        "x = [*x, *x, 1]",
        "x = x + x + [1]",
        "x.extend(x); x.append(1)",
        "x.append(x)",
        "x += [x, 1]",
        "x += x + [1]",
        "y = [1] * 1; y += [x] * 1; y += [x, x]; x = y",
        "y = []; y.append(x); y.append(x); x = y",
        "y = {}; y['a'] = x; y['b'] = x; x = y",
        "x = sa.and_(x, x)",
        "x = sa.Column(x, x)",
        "x = Pair(x, x)",
        "x = [[x, x] for _ in (1, 2)]",
        "n = n * n",
        "n = n + n * n",
        "n = -(n * n)",
        "x = list(x) * 1000",
        "x = sorted([x, x])",
        "x = dict(a=x, b=x)",
        "x = x.where(x, x)",
      })
  void a_value_that_grows_without_end_is_not_known(String statement) {
    Told told =
        read(
            "class Pair:\n    def __init__(self, a, b):\n        self.a = a\n        self.b = b\n",
            "x, n = [], 3\n"
                + ROUNDS
                + "    "
                + statement
                + "\ny = x\n"
                + "same = x == [x] or x in [y, [x]] or n == 4\n"
                + "op.execute('DROP TABLE ' + str(x) + str(n) + repr([x, same]))");

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.NOT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x = [x]", "x = {1: x}", "x = sa.and_(x)", "x = (x,) + ()"})
  void a_value_that_goes_deep_is_not_known(String statement) {
    Told told =
        read(
            "x = 1\nfor _ in range(4900):\n    "
                + statement
                + "\nop.execute('DROP TABLE ' + str(x) + repr(x == [x]))");

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.NOT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "op.execute(x)",
        "x.split(',')",
        "y = x.replace('a', 'b')",
        "y = '%s' % x",
        "y = x.upper().lower().strip()",
        "y = 'zz' in many",
        "y = sorted(many)",
        "y = ','.join(many)",
        "y = str(many)",
        "y = many == many[:]",
        "y = [each for each in many]",
        "y = {**named}",
      })
  void what_is_done_again_and_again_to_a_large_value_comes_to_an_end(String statement) {
    Told told =
        read(
            """
            x = 'a,' * 1000
            x = x * 500
            many, named = [], {}
            for i in range(4000):
                many.append('name %s' % i)
                named[i] = i
            many = many + many + many + many
            for _ in range(4000):
                for _ in range(4000):
                    STATEMENT
            op.execute('DROP TABLE t')
            """
                .replace("STATEMENT", statement));

    assertThat(told.reading().reasons())
        .extracting(Reading.Reason::gap)
        .contains(Gap.OfCourse.TOO_MANY_STEPS);
  }
}
