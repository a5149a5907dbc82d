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
    return revision(id, down, body, "pass");
  }

  private static byte[] revision(String id, String down, String body, String downgrade) {
    return ("import sqlalchemy as sa\nfrom alembic import op\nrevision = '"
            + id
            + "'\ndown_revision = "
            + down
            + "\n\ndef upgrade():\n"
            + body.strip().indent(4)
            + "\ndef downgrade():\n"
            + downgrade.strip().indent(4))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Verdict verdict(String body) {
    return verdict(body, "pass");
  }

  private static Verdict verdict(String body, String downgrade) {
    return verdict(body, downgrade, "");
  }

  private static Verdict verdict(String body, String downgrade, String setting) {
    Snapshot base =
        Snapshot.of(
            "base",
            Map.of(
                "alembic.ini",
                ("[alembic]\nscript_location = m\n" + setting).getBytes(StandardCharsets.UTF_8),
                "m/versions/1.py",
                revision("one", "None", BASE)));
    Snapshot head =
        base.with(Map.of("m/versions/2.py", revision("two", "'one'", body, downgrade)), Set.of());
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
  void another_database_than_postgresql_is_named() {
    String body = "op.alter_column('orders', 'status', new_column_name='state')";

    assertThat(CheckReports.of(verdict(body, "pass", "sqlalchemy.url = mysql://u@h/s\n")).summary())
        .contains("What it does to the schema on MySQL:\n");
    assertThat(
            CheckReports.of(verdict(body, "pass", "sqlalchemy.url = postgresql://u@h/s\n"))
                .summary())
        .contains("What it does to the schema:\n");
  }

  @Test
  void what_a_downgrade_leaves_is_told_even_of_long_changes() {
    StringBuilder body =
        new StringBuilder(
            "op.create_table('refunds', sa.Column('s', sa.Enum('a', name='refund_status')))\n");
    StringBuilder back = new StringBuilder("op.drop_table('refunds')\n");
    for (int i = 0; i < 20; i++) {
      body.append("op.add_column('orders', sa.Column('c%d', sa.Integer()))\n".formatted(i));
      back.append("op.drop_column('orders', 'c%d')\n".formatted(i));
    }

    String summary = CheckReports.of(verdict(body.toString(), back.toString())).summary();

    assertThat(summary)
        .contains("… and 12 more\ndowngrade: leaves type refund_status\n```")
        .contains("+ table refunds (1 column)");
  }

  @Test
  void another_name_is_no_loss() {
    assertThat(
            CheckReports.of(
                    verdict(
                        """
                        op.alter_column('orders', 'note', new_column_name='remark')
                        op.drop_column('orders', 'status')
                        op.rename_table('orders', 'bills')
                        op.add_column('bills', sa.Column('paid', sa.Boolean()))
                        """))
                .summary())
        .contains(
            """
            ```text
            ~ column orders.note → bills.remark
            − column orders.status (data loss)
            ~ table orders → bills
            + column bills.paid boolean
            ```\
            """);
    assertThat(
            CheckReports.of(verdict("op.alter_column('orders', 'note', new_column_name='remark')"))
                .summary())
        .contains("```text\n~ column orders.note → orders.remark\n```");
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
