package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Texts put together as Python 3.12 said that it does.
class FormatsTest extends ReadsMigrations {
  private static final String LET =
      "n = 7\nbig = 1234567\nless = -42\nword = 'abc'\nyes = True\nd = {'k': 'v', 'l': [4, 5]}\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "f'p_{n:02d}'                        ; p_07",
        "f'p_{n:03}'                         ; p_007",
        "f'p_{n!s:0>3}'                      ; p_007",
        "f'p_{word:_>5}'                     ; p___abc",
        "f'p_{word:_^6}'                     ; p__abc__",
        "f'p_{word:.2}'                      ; p_ab",
        "f'p_{big:_}_{255:x}_{255:#06x}'     ; p_1_234_567_ff_0x00ff",
        "f'p_{big:_>12,}'                    ; p____1,234,567",
        "f'p_{less:_=6}_{n:+}_{yes:_>3}'     ; p_-___42_+7___1",
        "f'p_{n:.2f}'                        ; p_7.00",
        "f'p_{n:{2:d}}'                      ; p_ 7",
        "f'p_{n:0{n - 4}d}'                  ; p_007",
        "f'p_{word!r}_{n!r}'                 ; p_'abc'_7",
        "'p_{:02d}_{:>4}'.format(n, word)    ; p_07_ abc",
        "'p_{1:03}_{0!s:.1}'.format(word, n) ; p_007_a",
        "'p_{i:0{w}}'.format(i=n, w=4)       ; p_0007",
        "'p_{d[k]}_{d[l][0]}'.format(d=d)    ; ?",
        "'p_{d[k]}{{}}'.format(d=d)          ; p_v{}",
        "'p_%02d_%s' % (n, word)             ; p_07_abc",
        "'p_%(i)03d' % {'i': n}              ; p_007",
        "'p_%5s_%-5s|' % (word, word)        ; p_  abc_abc  |",
        "'p_%x_%#o_%+d' % (255, 8, n)        ; p_ff_0o10_+7",
        "'p_%.1f_%d%%' % (n, yes)            ; p_7.0_1%",
        "'p_' + format(n, '03d')             ; p_007",
        "'p_' + str(n).zfill(3)              ; p_007",
        "'p_' + word.rjust(5, '_')           ; p___abc",
        // What Python refuses, what its versions decide, and what is not known.
        "f'p_{word:05}'                      ; ?",
        "f'p_{word:d}'                       ; ?",
        "f'p_{n:.2d}'                        ; ?",
        "f'p_{n:n}'                          ; ?",
        "f'p_{n=}'                           ; ?",
        "f'p_{n:010,}'                       ; ?",
        "f'p_{1.5:.1f}'                      ; ?",
        "f'p_{other():02d}'                  ; ?",
        "f'p_{n:{other()}}'                  ; ?",
        "'p_%0*d' % (3, n)                   ; ?",
        "'p_%d' % word                       ; ?",
        "'p_%.3d' % n                        ; ?",
        "'p_%e' % n                          ; ?",
        "'p_' + other().zfill(3)             ; ?",
      })
  void a_name_is_put_together(String written, String name) {
    Told told = read("from elsewhere import other\n" + LET, "op.create_table(" + written + ")");

    if (name.equals("?")) {
      assertThat(told.reading().extent()).isNotEqualTo(Reading.Extent.COMPLETE);
      assertThat(told.effects()).isEmpty();
    } else {
      assertThat(told.effects()).containsExactly("add table " + name);
    }
  }

  @Test
  void partitions_of_all_months_are_made() {
    read("op.execute('CREATE TABLE log (at date) PARTITION BY RANGE (at)')");

    Told told =
        read(
            """
            for year in (2023, 2024):
                for month in range(1, 3):
                    op.execute(f"CREATE TABLE log_{year}_{month:02d} PARTITION OF log "
                        f"FOR VALUES FROM ('{year}-{month:02}-01') TO ('%d-%02d-01')" % (year, month + 1))
            """);

    assertThat(told.effects())
        .contains("add table log_2023_01", "add table log_2023_02", "add table log_2024_02");
  }

  @Test
  void what_repr_makes_of_a_text_is_escaped() {
    Told told =
        read(
            """
            for text in ('a', "it's", 'both \\' and "', 'back\\\\slash', 'two\\nlines'):
                op.create_table('r_%r' % text)
            """);

    assertThat(told.effects())
        .containsExactly(
            "add table r_'a'",
            "add table r_\"it's\"",
            "add table r_'both \\' and \"'",
            "add table r_'back\\\\slash'",
            "add table r_'two\\nlines'");
  }
}
