package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.rule.GapWords;
import dev.retort.schema.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What helpers of other files do is told of the line of the migration that calls them.
class HelpersTest extends ReadsMigrations {
  /// Of the file that [#file] makes.
  private static final int CALL = 5;

  private Told called(String helper) {
    files.put(
        "shop/helpers.py",
        ("import os\nfrom alembic import op\n\n\n\n\n\n\ndef help():\n" + helper.indent(4))
            .getBytes(StandardCharsets.UTF_8));
    return file(
        """
        from alembic import op
        from shop.helpers import help

        def upgrade():
            help()
        """);
  }

  private static List<String> reasons(Told told) {
    return told.reading().reasons().stream()
        .map(reason -> reason.line() + ": " + GapWords.of(reason.gap()).plain())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "if os.environ['A']: op.drop_table('a')            | the condition in line 10 of helpers.py is not decided",
        "for each in os.environ: op.execute('DROP TABLE a') | the loop in line 10 of helpers.py is over something unknown",
      })
  void a_block_of_a_helper_is_told_with_its_file(String block, String reason) {
    assertThat(reasons(called(block))).containsExactly(CALL + ": " + reason);
  }

  @Test
  void a_block_of_the_migration_is_told_without() {
    Told told = read("import os\n", "if os.environ['A']:\n    op.drop_table('a')");

    assertThat(reasons(told)).containsExactly("8: the condition in line 7 is not decided");
  }

  @Test
  void statements_of_a_text_in_a_helper_are_told_of_the_call() {
    Told told = called("op.execute('''\n\nCREATE TABLE a (\n  id int\n);\nDO something;\n''')");

    assertThat(told.reading().operations().stream().map(each -> each.site().line()))
        .containsOnly(CALL);
    assertThat(told.reading().operations().getFirst()).isInstanceOf(Operation.CreateTable.class);
    assertThat(reasons(told)).containsExactly(CALL + ": DO: `something` is not read here");
  }

  @Test
  void statements_of_a_text_in_the_migration_are_told_of_their_own_lines() {
    Told told = read("op.execute('''\n\nCREATE TABLE a (\n  id int\n);\nDROP TABLE a;\n''')");

    assertThat(told.reading().operations().stream().map(each -> each.site().line()))
        .containsExactly(8, 11);
  }
}
