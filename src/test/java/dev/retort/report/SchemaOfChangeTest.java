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

/// What people are told of a change's effect on the schema.
class SchemaOfChangeTest {
  private static final String BASE =
      """
      op.create_table('orders',
          sa.Column('id', sa.Integer(), primary_key=True),
          sa.Column('status', sa.String(20)),
          sa.Column('note', sa.Text()))
      op.execute("CREATE TYPE mood AS ENUM ('a')")
      """;

  private static byte[] revision(String id, String down, String body) {
    return ("import sqlalchemy as sa\nfrom alembic import op\nrevision = '"
            + id
            + "'\ndown_revision = "
            + down
            + "\n\ndef upgrade():\n"
            + body.strip().indent(4)
            + "\ndef downgrade():\n    pass\n")
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
  void the_check_of_a_clean_change_says_what_it_does_to_the_schema() {
    String summary =
        CheckReports.of(
                verdict(
                    """
                    op.create_table('refunds',
                        sa.Column('id', sa.Integer(), primary_key=True),
                        sa.Column('order', sa.ForeignKey('orders.id')))
                    op.alter_column('orders', 'status', type_=sa.String(50), nullable=False)
                    op.drop_column('orders', 'note')
                    op.create_index('ix_status', 'orders', ['status'], unique=True)
                    op.execute("ALTER TYPE mood ADD VALUE 'b'")
                    op.execute(open('x.sql').read())
                    """))
            .summary();

    assertThat(summary)
        .contains(
            """
            What it does to the schema:

            ```text
            + table refunds (2 columns, → orders.id)
            ~ orders.status varchar(20) → varchar(50), not null
            − column orders.note (data loss)
            + unique index ix_status on orders [status]
            ~ type mood (2 values)
            ? 1 statement not followed (m/versions/2.py:14, \
            """)
        .doesNotContain("refunds.id");
  }

  @Test
  void a_change_that_leaves_the_schema_alone_says_nothing_of_it() {
    assertThat(CheckReports.of(verdict("pass")).summary()).doesNotContain("schema");
  }

  @Test
  void no_more_than_twelve_lines_are_told() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      body.append("op.add_column('orders', sa.Column('c").append(i).append("', sa.Integer()))\n");
    }

    assertThat(CheckReports.of(verdict(body.toString())).summary().lines())
        .filteredOn(line -> line.startsWith("+ ") || line.startsWith("… "))
        .hasSize(12)
        .last()
        .isEqualTo("… and 19 more");
  }
}
