package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.BulletList;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  private static final List<String> NASTY = NastyStrings.withRandom(7, 3_000);

  @Test
  void an_ordinary_id_is_a_plain_code_span() {
    assertThat(Markdown.code("3f2a_add")).isEqualTo("`3f2a_add`");
  }

  @Test
  void ordinary_words_stay_prose_and_ids_become_code() {
    assertThat(
            Markdown.text(
                "Two heads: a1b2c3d4 and `x y` (see versions/3f_add.py:4), re-point one."))
        .isEqualTo("Two heads: `a1b2c3d4` and `x y` (see `versions/3f_add.py:4`), re-point one.");
  }

  @Test
  void a_call_keeps_its_brackets() {
    assertThat(Markdown.text("(what read_text() does is not known, as of op.get_bind().)"))
        .isEqualTo("(what `read_text()` does is not known, as of `op.get_bind()`.)");
  }

  @Test
  @DisplayName("A18 a code span shows exactly the visible characters and nothing comes alive")
  void a_code_span_is_inert() {
    for (String text : NASTY) {
      RenderedMarkdown page = RenderedMarkdown.of("x " + Markdown.code(text) + " y");
      assertInert(text, page);
      assertThat(page.prose()).as(text).isEqualTo("\n\nx \u0001 y");
      if (!text.isBlank()) {
        assertThat(page.code()).as(text).containsExactly(Visible.line(text, Markdown.LONGEST_CODE));
      }
    }
  }

  @Test
  @DisplayName("A18 running text is one inert paragraph")
  void running_text_is_inert() {
    for (String text : NASTY) {
      String markdown = Markdown.text(text);
      assertInert(text, RenderedMarkdown.of(markdown));
      assertThat(markdown).as(text).doesNotContain("\n", "<!--");
      Node first = RenderedMarkdown.parse(markdown).getFirstChild();
      if (first != null) {
        assertThat(first).as(text).isInstanceOf(Paragraph.class);
        assertThat(first.getNext()).as(text).isNull();
      }
    }
  }

  @Test
  @DisplayName("A18 a table keeps its cells")
  void a_table_keeps_its_cells() {
    for (String text : NASTY) {
      String row = "| " + Markdown.code(text) + " | " + Markdown.text(text) + " | z |\n";
      String markdown = "| a | b | c |\n|---|---|---|\n" + row + row;
      assertInert(text, RenderedMarkdown.of(markdown));
      // A row with too many cells is cut, so it is the last one that tells.
      assertThat(lastCells(RenderedMarkdown.parse(markdown)))
          .as(text)
          .containsExactly("c", "z", "z");
    }
  }

  @Test
  @DisplayName("A18 a list item stays one item")
  void a_list_item_stays_one_item() {
    for (String text : NASTY) {
      String markdown = "- " + Markdown.text(text) + "\n- z\n";
      Node list = RenderedMarkdown.parse(markdown).getFirstChild();
      assertThat(list).as(text).isInstanceOf(BulletList.class);
      assertThat(list.getNext()).as(text).isNull();
      assertInert(text, RenderedMarkdown.of(markdown));
    }
  }

  @Test
  @DisplayName("A18 a closing fence does not close our block")
  void a_block_holds_everything() {
    for (String text : NASTY) {
      Node document = RenderedMarkdown.parse(Markdown.block("diff", text));
      assertThat(document).isInstanceOf(Document.class);
      assertThat(document.getFirstChild()).as(text).isInstanceOf(FencedCodeBlock.class);
      assertThat(document.getFirstChild().getNext()).as(text).isNull();
      assertThat(((FencedCodeBlock) document.getFirstChild()).getLiteral().stripTrailing())
          .as(text)
          .isEqualTo(Visible.lines(text).stripTrailing());
    }
  }

  @Test
  @DisplayName("A18 a Mermaid label holds nothing that Mermaid could read as syntax or Markdown")
  void a_mermaid_label_is_inert() {
    for (String text : NASTY) {
      assertThat(Markdown.mermaidLabel(text, 60))
          .as(text)
          .matches(
              "(?s)([\\p{L}\\p{Nd} ,…·]|(?<=[\\p{L}\\p{Nd}])[-_./](?=[\\p{L}\\p{Nd}])|#\\d+;)*");
    }
  }

  @Test
  @DisplayName("A19 what a terminal would obey is written out")
  void visible_text_moves_no_cursor() {
    assertThat(Visible.line("a\u001b[31m\nb\u202ec")).isEqualTo("a\\x1b[31m\\nb\\u202ec");
    assertThat(Visible.lines("a\r\n\tb\r")).isEqualTo("a\n\tb\\r");
    for (String text : NASTY) {
      assertThat(Visible.isPlain(Visible.line(text))).as(text).isTrue();
      assertThat(Visible.line(text, 50)).as(text).hasSizeLessThanOrEqualTo(50);
    }
  }

  @Test
  void many_ids_are_cut_with_a_count() {
    assertThat(Markdown.codes(List.of("a", "b", "c", "d"), 2)).isEqualTo("`a`, `b` and 2 more");
  }

  private static void assertInert(String text, RenderedMarkdown page) {
    assertThat(page.active()).as(text).isEmpty();
    assertThat(page.reference()).as(text).isEmpty();
  }

  /// The text of each row's last cell.
  private static List<String> lastCells(Node node) {
    List<String> texts = new ArrayList<>();
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      if (child instanceof TableCell cell && cell.getNext() == null) {
        texts.add(cell.getFirstChild() instanceof Text text ? text.getLiteral() : "no text");
      }
      texts.addAll(lastCells(child));
    }
    return texts;
  }
}
