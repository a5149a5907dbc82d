package dev.retort.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.retort.alembic.RevisionCache;
import dev.retort.change.Change;
import dev.retort.change.Snapshot;
import dev.retort.pages.Browser;
import dev.retort.report.DiffLines;
import dev.retort.report.StickyComment;
import dev.retort.verdict.Judge;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/// The sticky comment of a change of the schema, as somebody sees it who reads the pull request.
class CommentPictureTest {
  private static final String PAGE =
      """
      <!doctype html><meta charset="utf-8"><style>
      body { font: 14px/1.5 sans-serif; max-width: 820px; margin: 24px; }
      pre { background: #f6f8fa; padding: 12px; overflow: auto }
      code { background: #f6f8fa } table { border-collapse: collapse }
      td, th { border: 1px solid #d0d7de; padding: 4px 12px }
      </style><body>
      """;

  private static byte[] revision(String id, String down, String up, String back) {
    return ("\"\"\"step\"\"\"\nimport sqlalchemy as sa\nfrom alembic import op\nrevision = '"
            + id
            + "'\ndown_revision = "
            + down
            + "\n\n\ndef upgrade():\n"
            + up.strip().indent(4)
            + "\n\ndef downgrade():\n"
            + back.strip().indent(4))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Change change() {
    Map<String, byte[]> files =
        Map.of(
            "alembic.ini",
            "[alembic]\nscript_location = migrations\n".getBytes(StandardCharsets.UTF_8),
            "migrations/versions/1a_orders.py",
            revision(
                "1a",
                "None",
                """
                op.create_table('orders',
                    sa.Column('id', sa.Integer(), primary_key=True),
                    sa.Column('note', sa.Text()),
                    sa.Column('status', sa.String(20)))
                """,
                "op.drop_table('orders')"));
    Snapshot mergeBase = Snapshot.of("merge base", files);
    Snapshot base =
        mergeBase.with(
            Map.of(
                "migrations/versions/2b_shops.py",
                revision(
                    "2b",
                    "'1a'",
                    "op.create_table('shops', sa.Column('id', sa.Integer(), primary_key=True))",
                    "op.drop_table('shops')")),
            Set.of());
    Snapshot head =
        mergeBase.with(
            Map.of(
                "migrations/versions/3c_refunds.py",
                revision(
                    "3c",
                    "'1a'",
                    """
                    op.create_table('refunds',
                        sa.Column('id', sa.Integer(), primary_key=True),
                        sa.Column('status', sa.Enum('new', 'paid', name='refund_status')),
                        sa.Column('order_id', sa.Integer(), sa.ForeignKey('orders.id')))
                    op.alter_column('orders', 'status', type_=sa.String(50))
                    op.drop_column('orders', 'note')
                    """,
                    "op.add_column('orders', sa.Column('note', sa.Text()))\nop.drop_table('refunds')")),
            Set.of());
    return Change.of(base, mergeBase, head);
  }

  @Test
  void it_says_what_the_change_does_to_the_schema(@TempDir Path folder) throws Exception {
    assumeTrue(Browser.isThere(), "no Chromium on this machine");
    String comment =
        StickyComment.of(new Judge(RevisionCache.NONE).judge(change()), new DiffLines(Map.of()));
    Path file = Files.writeString(folder.resolve("comment.html"), PAGE + GitHubPage.html(comment));

    try (Browser browser = new Browser().size(870, 900)) {
      browser.page.get(file.toUri().toString());

      assertThat(browser.page.findElement(By.tagName("body")).getText())
          .contains(
              "+ table refunds (3 columns, → orders.id)",
              "~ orders.status varchar(20) → varchar(50)",
              "− column orders.note (data loss)",
              "downgrade: leaves type refund_status");
      assertThat(browser.overflow()).isZero();
      assertThat(browser.picture("comment")).exists();
    }
  }
}
