package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.RevisionCache;
import dev.retort.change.Change;
import dev.retort.change.Snapshot;
import dev.retort.verdict.Circumstances;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What `/retort schema` answers.
class SchemaAnswerTest {
  private static final String BASE =
      """
          op.create_table('orders', sa.Column('id', sa.Integer(), primary_key=True))
          op.create_table('far', sa.Column('id', sa.Integer(), primary_key=True))
      """;

  private static byte[] revision(String id, String down, String body) {
    return ("import sqlalchemy as sa\nfrom alembic import op\nrevision = '"
            + id
            + "'\ndown_revision = "
            + down
            + "\n\ndef upgrade():\n"
            + body
            + "\n\ndef downgrade():\n    pass\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Verdict verdict(String body) {
    Snapshot base =
        Snapshot.of(
            "base",
            Map.of(
                "alembic.ini",
                "[alembic]\nscript_location = m\n".getBytes(StandardCharsets.UTF_8),
                "m/versions/1.py",
                revision("one", "None", BASE)));
    Snapshot head = base.with(Map.of("m/versions/2.py", revision("two", "'one'", body)), Set.of());
    return new Judge(RevisionCache.NONE).judge(Change.of(base, base, head), Circumstances.USUAL);
  }

  @Test
  void all_of_the_effect_and_the_tables_around_it_are_shown() {
    String answer =
        SchemaAnswer.of(
            verdict(
                "    op.create_table('refunds', sa.Column('order_id', sa.Integer(),"
                    + " sa.ForeignKey('orders.id')))"));

    assertThat(answer)
        .isEqualTo(
            """
            What this does to the schema of `m` (postgresql):

            **`two` in `m/versions/2.py`**

            - + `table refunds` (line 7)
            - + `column refunds.order_id: integer` (line 7)
            - + <code>constraint&#32;refunds&#47;refunds&#95;order&#95;id&#95;fkey&#58;&#32;foreign&#32;key&#32;&#40;order&#95;id&#41;&#32;&#8594;&#32;orders&#32;&#40;id&#41;</code> (line 7)

            An empty PostgreSQL database can be upgraded through it.

            The tables around it:

            ```mermaid
            erDiagram
              %% 2 of 3 tables: those that the change touches and their neighbours
              "refunds" {
                integer order_id FK
              }
              "orders" {
                integer id PK
              }
              "orders" ||--o{ "refunds" : "order_id"
            ```

            (2 of 3 tables: those that the change touches and their neighbours.)\
            """);
  }

  @Test
  void a_huge_change_fits_into_a_comment_and_says_what_is_left_out() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 900; i++) {
      body.append("    op.create_table('table_with_a_rather_long_name_")
          .append(i)
          .append("', sa.Column('id', sa.Enum('")
          .append("x".repeat(300))
          .append(i)
          .append("', name='type_")
          .append(i)
          .append("')))\n");
    }

    String answer = SchemaAnswer.of(verdict(body.toString()));

    assertThat(answer.length()).isLessThan(60_000);
    assertThat(answer).contains("more lines").contains("erDiagram").contains("25 of 902 tables");
  }

  @Test
  void strangers_words_are_inert() {
    for (String nasty : NastyStrings.ALL) {
      if (nasty.isEmpty() || nasty.length() > 1_000 || nasty.equals("\ud800")) {
        continue;
      }
      String literal =
          "'"
              + nasty
                  .replace("\\", "\\\\")
                  .replace("'", "\\'")
                  .replace("\n", "\\n")
                  .replace("\r", "\\r")
                  .replace("\0", "\\0")
              + "'";
      String answer =
          SchemaAnswer.of(
              verdict(
                  "    op.create_table("
                      + literal
                      + ", sa.Column("
                      + literal
                      + ", sa.Integer(), server_default="
                      + literal
                      + "))\n    op.execute("
                      + literal
                      + ")"));

      RenderedMarkdown page = RenderedMarkdown.of(answer);
      assertThat(page.active()).as(nasty).isEmpty();
      assertThat(page.reference()).as(nasty).isEmpty();
    }
  }

  @Test
  void a_pull_request_without_a_revision_does_nothing() {
    Snapshot base =
        Snapshot.of(
            "base",
            Map.of(
                "alembic.ini",
                "[alembic]\nscript_location = m\n".getBytes(StandardCharsets.UTF_8),
                "m/versions/1.py",
                revision("one", "None", BASE)));

    assertThat(
            SchemaAnswer.of(
                new Judge(RevisionCache.NONE)
                    .judge(Change.of(base, base, base), Circumstances.USUAL)))
        .isEqualTo("This pull request adds no revision, so it does nothing to the schema.");
  }
}
