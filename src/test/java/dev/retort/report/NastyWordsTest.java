package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.repair.Repair;
import dev.retort.repair.Summary;
import dev.retort.rule.Finding;
import dev.retort.rule.Prose;
import dev.retort.verdict.Verdict;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/// Strangers' words in every piece of prose and through everything that writes prose down.
class NastyWordsTest {
  private static final List<String> NASTY = NastyStrings.withRandom(23, 60);

  /// Each kind of piece with somebody's words in it.
  private static final Map<Class<?>, Function<String, Prose.Piece>> PIECES = pieces();

  private static final ObjectMapper JSON = new ObjectMapper();

  private static Map<Class<?>, Function<String, Prose.Piece>> pieces() {
    Map<Class<?>, Function<String, Prose.Piece>> pieces = new LinkedHashMap<>();
    pieces.put(Prose.Text.class, Prose.Text::new);
    pieces.put(Prose.Id.class, Prose.Id::new);
    pieces.put(Prose.Path.class, Prose.Path::new);
    pieces.put(Prose.Line.class, text -> new Prose.Line(text, 7));
    pieces.put(Prose.Code.class, Prose.Code::new);
    pieces.put(Prose.Said.class, Prose.Said::new);
    pieces.put(Prose.Diagnostic.class, Prose.Diagnostic::new);
    pieces.put(Prose.Quote.class, Prose.Quote::new);
    pieces.put(Prose.Stop.class, _ -> new Prose.Stop());
    pieces.put(Prose.PullRequest.class, text -> new Prose.PullRequest(text.length()));
    return pieces;
  }

  /// Words of ours, which no stranger gets into: their plain text is as it was written.
  private static boolean isOurs(Prose.Piece piece) {
    return piece instanceof Prose.Text || piece instanceof Prose.Diagnostic;
  }

  private static Prose all(String nasty) {
    Prose prose = Prose.of("Said of it: ");
    for (Function<String, Prose.Piece> piece : PIECES.values()) {
      Prose.Piece made = piece.apply(nasty);
      if (!isOurs(made)) {
        prose = prose.then(new Prose(List.of(made))).text(" and ");
      }
    }
    return prose.text("no more.");
  }

  private static Verdict verdict(String nasty) {
    Scene scene = ReportTest.twoHeads();
    Repair repair = scene.repointing("d4e5", "c3d4");
    Verdict judged =
        scene.judged(
            new Repair(
                repair.strategy(),
                new Summary(all(nasty), List.of(all(nasty)), Optional.of(all(nasty))),
                repair.edits(),
                repair.safety(),
                repair.reread(),
                repair.patch(),
                repair.upgrade()));
    Verdict.Judged environment = judged.environments().getFirst();
    List<Finding> told =
        environment.findings().stream().map(finding -> finding.telling(all(nasty))).toList();
    return new Verdict(
        judged.conclusion(),
        List.of(new Verdict.Judged(environment.change(), told, environment.repairs())),
        List.of());
  }

  @Test
  void every_kind_of_piece_is_tried() {
    assertThat(PIECES.keySet())
        .containsExactlyInAnyOrder(Prose.Piece.class.getPermittedSubclasses());
  }

  @Test
  @DisplayName("A18 every piece is inert Markdown on one line, and the HTML that is made of it")
  void every_piece_is_inert_markdown() {
    HtmlRenderer html = HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();
    for (String nasty : NASTY) {
      for (Function<String, Prose.Piece> piece : PIECES.values()) {
        Prose.Piece made = piece.apply(nasty);
        String markdown = ProseMarkdown.of(Prose.of("x ").then(new Prose(List.of(made))), 400);
        RenderedMarkdown page = RenderedMarkdown.of(markdown);
        assertThat(page.active()).as("%s of %s", made.getClass(), nasty).isEmpty();
        if (!(made instanceof Prose.Text)) {
          assertThat(page.reference()).as("%s of %s", made.getClass(), nasty).isEmpty();
        }
        assertThat(markdown).as(nasty).doesNotContain("\n", "\r", "<!--");
        assertThat(html.render(RenderedMarkdown.parse(markdown)))
            .as(nasty)
            .doesNotContain("<script", "<img", "<a ", "<!--");
        if (!(made instanceof Prose.Text)) {
          assertThat(html.render(RenderedMarkdown.parse(markdown)))
              .as(nasty)
              .doesNotContain("\u202e", "\u001b", "\u200b");
        }
      }
    }
  }

  @Test
  @DisplayName("A19 every piece that may hold a stranger's words is harmless as plain text")
  void every_strangers_piece_is_harmless_plain_text() {
    for (String nasty : NASTY) {
      for (Function<String, Prose.Piece> piece : PIECES.values()) {
        Prose.Piece made = piece.apply(nasty);
        if (!isOurs(made)) {
          String plain = made.plain();
          assertThat(Visible.isPlain(plain)).as("%s of %s", made.getClass(), nasty).isTrue();
          assertThat(plain.chars().filter(c -> c == '`').count()).as(nasty).isIn(0L, 2L);
        }
      }
    }
  }

  @Test
  void every_form_of_a_verdict_keeps_its_shape() throws Exception {
    String tame = VerdictMarkdown.of(verdict("tame"), "docs", Optional.empty());
    long commands = WorkflowCommands.of(verdict("tame")).lines().count();
    RenderedMarkdown usual = RenderedMarkdown.of(tame);
    for (String nasty : NASTY.stream().filter(each -> each.length() < 1_000).toList()) {
      Verdict verdict = verdict(nasty);
      RenderedMarkdown page =
          RenderedMarkdown.of(VerdictMarkdown.of(verdict, "docs", Optional.empty()));
      assertThat(page.active()).as(nasty).isEqualTo(usual.active());
      assertThat(page.reference()).as(nasty).isEqualTo(usual.reference());

      assertThat(Visible.isPlain(VerdictText.of(verdict, Ink.PLAIN, 100).replace("\n", "")))
          .as(nasty)
          .isTrue();

      JsonNode environment = JSON.readTree(VerdictJson.of(verdict)).at("/environments/0");
      assertThat(environment.at("/findings/0/message").asText())
          .isEqualTo(verdict.environments().getFirst().findings().getFirst().told().plain());
      assertThat(environment.at("/repairs/0/summary").asText()).startsWith("Said of it: ");
      assertThat(JSON.readTree(Sarif.of(verdict, "1")).at("/runs/0/results")).isNotEmpty();
      assertThat(JSON.readTree(CodeQuality.of(verdict))).isNotEmpty();

      assertThat(WorkflowCommands.of(verdict).lines())
          .as(nasty)
          .hasSize((int) commands)
          .allMatch(line -> line.startsWith("::error ") || line.startsWith("retort: "));
      assertThatCode(() ->
              DocumentBuilderFactory.newInstance()
                  .newDocumentBuilder()
                  .parse(new InputSource(new StringReader(JUnitXml.of(verdict)))))
          .as(nasty)
          .doesNotThrowAnyException();
    }
  }
}
