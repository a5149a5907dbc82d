package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Flaw;
import dev.retort.alembic.Severity;
import dev.retort.rule.Finding;
import dev.retort.rule.Place;
import dev.retort.rule.Prose;
import dev.retort.rule.RevisesDisagrees;
import dev.retort.rule.SyntaxFault;
import dev.retort.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VerdictTextTest {
  private static final String DOCS = "https://docs.example.com/retort";

  @Test
  void a_second_head_on_a_terminal() {
    Scene scene = ReportTest.twoHeads();
    Verdict verdict = scene.judged(scene.repointing("d4e5", "c3d4"));

    Golden.assertMatches("report/second-head.txt", VerdictText.of(verdict, Ink.PLAIN, 100));
    Golden.assertMatches("report/second-head.json", VerdictJson.of(verdict));
    Golden.assertMatches(
        "report/second-head.page.md",
        VerdictMarkdown.of(verdict, DOCS, Optional.of("`retort fix` repairs it.")));
  }

  @Test
  void colours_are_only_drawn_when_asked_for() {
    Verdict verdict = ReportTest.twoHeads().judged();

    assertThat(VerdictText.of(verdict, Ink.PLAIN, 100)).doesNotContain("\u001b");
    assertThat(VerdictText.of(verdict, Ink.COLOUR, 100)).contains("\u001b[1;31mfailure\u001b[0m");
  }

  @Test
  void all_is_well_in_one_line() {
    Verdict verdict =
        Scene.common("a1b2 < | start").inPullRequest("d4e5 < a1b2 | add teams").judged();

    assertThat(VerdictText.of(verdict, Ink.PLAIN, 100))
        .isEqualTo("success: One head, as it should be: d4e5.\n");
  }

  @Test
  void of_notices_that_are_alike_some_are_told_and_the_others_counted() {
    Scene scene = ReportTest.twoHeads();
    List<Finding> notices = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      notices.add(
          new Finding(
              new RevisesDisagrees.Found("a" + i, List.of("b" + i)),
              Severity.NOTICE,
              new Place("m/versions/" + i + ".py", 1, Optional.empty(), Optional.of("c" + i)),
              Optional.empty(),
              true));
    }
    Verdict verdict =
        new Verdict(
            Verdict.Conclusion.SUCCESS,
            List.of(new Verdict.Judged(scene.change(), notices, List.of())),
            List.of());

    assertThat(VerdictText.of(verdict, Ink.PLAIN, 100))
        .contains("m/versions/3.py", "More notices like these are not listed (6 × RT306)")
        .doesNotContain("m/versions/4.py");
  }

  @Test
  void a_line_that_is_there_to_be_copied_is_whole() {
    String line = "environments: [{script_location: " + "a_long_folder/".repeat(20) + "}]";
    Prose said = Prose.of("Write ").code(line).text(".");

    assertThat(said.plain()).contains(line);
    assertThat(ProseMarkdown.of(said, 2_000, RevisionNames.NONE)).contains(line);
  }

  @Test
  @DisplayName("A19 nothing that a stranger wrote reaches the terminal's controls")
  void strangers_words_are_visible() {
    for (String nasty : NastyStrings.withRandom(11, 500)) {
      Scene scene = ReportTest.twoHeads();
      Finding finding =
          new Finding(
              new SyntaxFault.Found(new Flaw.NotParsed.Syntax(nasty)),
              Severity.FAILURE,
              new Place(nasty, 1, Optional.empty(), Optional.of(nasty)),
              Optional.empty(),
              true);
      Verdict verdict =
          new Verdict(
              Verdict.Conclusion.FAILURE,
              List.of(new Verdict.Judged(scene.change(), List.of(finding), List.of())),
              List.of(nasty));
      assertThat(Visible.isPlain(VerdictText.of(verdict, Ink.PLAIN, 100).replace("\n", "")))
          .isTrue();
    }
  }

  @Test
  void an_excerpt_points_at_the_value() {
    byte[] bytes = "a = 1\r\n\tb = 'é', 2\n".getBytes(StandardCharsets.UTF_8);

    assertThat(SourceLine.of(bytes, 2, Optional.of(new dev.retort.python.Span(12, 16))))
        .contains(new SourceLine(2, "\tb = 'é', 2", 5, 8));
    assertThat(SourceLine.of(bytes, 3, Optional.empty())).isEmpty();
    assertThat(SourceLine.of(new byte[0], 1, Optional.empty())).isEmpty();
  }
}
