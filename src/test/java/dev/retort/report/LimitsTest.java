package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Flaw;
import dev.retort.alembic.Severity;
import dev.retort.rule.Finding;
import dev.retort.rule.Place;
import dev.retort.rule.SyntaxFault;
import dev.retort.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final DiffLines NO_LINE = ReportTest.NO_LINE;

  private static Verdict withFindings(int count, String message) {
    Scene scene = ReportTest.twoHeads();
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      findings.add(
          new Finding(
              new SyntaxFault.Found(new Flaw.NotParsed.Syntax(message)),
              Severity.FAILURE,
              new Place("versions/" + i + ".py", i + 1, Optional.empty(), Optional.of("r" + i)),
              Optional.of("c3d4"),
              true));
    }
    return new Verdict(
        Verdict.Conclusion.FAILURE,
        List.of(
            new Verdict.Judged(
                scene.change(), findings, List.of(scene.repointing("d4e5", "c3d4")))),
        List.of());
  }

  @Test
  @DisplayName("F21 2,000 findings: the comment is cut with a count and keeps its marker")
  void a_comment_of_two_thousand_findings() {
    for (String message :
        List.of("short", "long ".repeat(600), "迁移 ".repeat(600), "`@a` ".repeat(800))) {
      String comment = StickyComment.of(withFindings(2_000, message), NO_LINE);

      assertThat(comment.length()).isLessThanOrEqualTo(65_536);
      assertThat(comment).startsWith(StickyComment.MARKER).contains("1980 more", "/retort fix");
      assertThat(StickyComment.isSticky(comment)).isTrue();
    }
  }

  @Test
  @DisplayName(
      "F21 2,000 findings: the check stays within GitHub's limits and says what is left out")
  void a_check_of_two_thousand_findings() {
    CheckReport report = CheckReports.of(withFindings(2_000, "long ".repeat(600)));

    assertThat(report.title().length()).isLessThanOrEqualTo(255);
    assertThat(report.summary().length()).isLessThanOrEqualTo(65_535);
    assertThat(report.summary()).contains("1990 more");
    assertThat(report.text().length()).isLessThanOrEqualTo(65_535);
    assertThat(report.text()).containsPattern("and 19\\d\\d more");
    assertThat(report.annotations()).hasSize(1_000);
  }

  @Test
  @DisplayName("F22 annotations come in a stable order, so that batches can be appended")
  void annotations_keep_their_order() {
    assertThat(CheckReports.of(withFindings(120, "x")).annotations())
        .isEqualTo(CheckReports.of(withFindings(120, "x")).annotations())
        .hasSize(120);
  }

  @Test
  @DisplayName("A18 a huge id and message are cut")
  void a_huge_id() {
    Verdict verdict = withFindings(1, "@".repeat(500_000));
    CheckReport report = CheckReports.of(verdict);

    assertThat(report.annotations().getFirst().message().length()).isLessThanOrEqualTo(65_536);
    assertThat(report.summary().length()).isLessThanOrEqualTo(65_535);
    assertThat(StickyComment.of(verdict, NO_LINE).length()).isLessThanOrEqualTo(65_536);
  }

  @Test
  void the_buttons_keep_within_their_limits() {
    Scene scene = ReportTest.twoHeads();
    List<CheckReport.Action> actions = new ArrayList<>();
    actions.addAll(CheckReports.of(scene.judged(scene.repointing("d4e5", "c3d4"))).actions());
    actions.addAll(CheckReports.of(scene.judged(scene.merging("f00d"))).actions());

    assertThat(actions)
        .hasSize(4)
        .allSatisfy(action -> {
          assertThat(action.label().length()).isLessThanOrEqualTo(20);
          assertThat(action.description().length()).isLessThanOrEqualTo(40);
          assertThat(action.identifier().length()).isLessThanOrEqualTo(20);
        });
  }
}
