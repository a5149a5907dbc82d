package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.History;
import dev.retort.alembic.RevisionFile;
import dev.retort.alembic.RevisionFileReader;
import dev.retort.repair.Edits;
import dev.retort.repair.Repair;
import dev.retort.repair.Reread;
import dev.retort.repair.Summary;
import dev.retort.rule.Prose;
import dev.retort.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What people see in the situations that happen most, as whole pages to look at.
class ReportTest {
  static final DiffLines EVERY_LINE =
      new DiffLines(
          Map.of(
              Scene.path("d4e5"),
              List.of(new DiffLines.Run(1, 15)),
              Scene.path("e5f6"),
              List.of(new DiffLines.Run(1, 15))));
  static final DiffLines NO_LINE = new DiffLines(Map.of());

  static Scene twoHeads() {
    return Scene.common(
            "a1b2 < | start", "b2c3 < a1b2 | users", "b3c3 < b2c3 | teams", "b4c3 < b3c3 | roles")
        .onBase("c3d4 < b4c3 | add invoices")
        .inPullRequest("d4e5 < b4c3 | add teams");
  }

  @Test
  void a_second_head_with_a_re_point() {
    Scene scene = twoHeads();
    Verdict verdict = scene.judged(scene.repointing("d4e5", "c3d4"));

    Golden.assertMatches("report/second-head.check.md", page(CheckReports.of(verdict)));
    Golden.assertMatches("report/second-head.comment.md", StickyComment.of(verdict, EVERY_LINE));
    Golden.assertMatches(
        "report/second-head.comment-with-patch.md", StickyComment.of(verdict, NO_LINE));
  }

  @Test
  void two_revisions_on_top_of_each_other_and_a_merge() {
    Scene scene =
        Scene.common("a1b2 < | start", "b2c3 < a1b2")
            .onBase("c3d4 < b2c3 | add invoices", "c5d4 < c3d4", "c6d4 < c5d4", "c7d4 < c6d4")
            .inPullRequest("d4e5 < b2c3 | add teams", "e5f6 < d4e5 | more teams");
    Verdict verdict = scene.judged(scene.merging("f00d"));

    Golden.assertMatches("report/merge.check.md", page(CheckReports.of(verdict)));
    Golden.assertMatches("report/merge.comment.md", StickyComment.of(verdict, EVERY_LINE));
  }

  @Test
  void a_missing_parent_without_a_repair() {
    Verdict verdict = Scene.common("a1b2 < | start").inPullRequest("d4e5 < 0dd0 | lost").judged();

    Golden.assertMatches("report/missing-parent.check.md", page(CheckReports.of(verdict)));
    Golden.assertMatches("report/missing-parent.comment.md", StickyComment.of(verdict, EVERY_LINE));
  }

  @Test
  void all_is_well() {
    Verdict verdict =
        Scene.common("a1b2 < | start").inPullRequest("d4e5 < a1b2 | add teams").judged();

    CheckReport report = CheckReports.of(verdict);
    assertThat(report.conclusion()).isEqualTo("success");
    assertThat(report.title()).isEqualTo("safe · One head, as it should be: \"add teams\" d4e5");
    assertThat(report.summary()).as("the title is not said twice").doesNotContain("One head");
    assertThat(report.annotations()).isEmpty();
    Golden.assertMatches("report/well.comment.md", StickyComment.of(verdict, EVERY_LINE));
  }

  @Test
  void a_pull_request_without_migrations_succeeds_in_one_line() {
    CheckReport report =
        CheckReports.of(new Verdict(Verdict.Conclusion.SUCCESS, List.of(), List.of()));

    assertThat(report.conclusion()).isEqualTo("success");
    assertThat(report.summary().lines()).hasSize(1);
    assertThat(report.actions())
        .extracting(CheckReport.Action::identifier)
        .containsExactly("recheck");
  }

  @Test
  void what_was_wrong_before_is_told_but_not_annotated() {
    Verdict verdict =
        Scene.common("a1b2 < | start", "b2c3 < a1b2", "c3d4 < a1b2")
            .inPullRequest("d4e5 < c3d4 | add teams")
            .judged();

    CheckReport report = CheckReports.of(verdict);
    assertThat(report.conclusion()).isEqualTo("success");
    assertThat(report.title())
        .isEqualTo("safe · Nothing is made worse; what was wrong before stays");
    assertThat(report.summary()).contains("was there before");
    assertThat(report.annotations()).isEmpty();
  }

  @Test
  void the_picture_after_a_repair_is_that_of_the_history_that_was_read_again() {
    Scene scene = twoHeads();
    Verdict verdict = scene.judged(scene.repointing("d4e5", "c3d4"));
    Verdict.Judged judged = verdict.environments().getFirst();
    String path = "backend/alembic/versions/new_x.py";
    byte[] content = "revision = 'e6e6'\ndown_revision = 'c3d4'\n".getBytes(StandardCharsets.UTF_8);
    History history = judged.change().after();
    List<RevisionFile> after = new ArrayList<>(history.files());
    after.removeIf(file -> file.path().equals(Scene.path("d4e5")));
    after.add(RevisionFileReader.read(path, "", content));
    Repair dropping =
        new Repair(
            Repair.Strategy.DROP,
            Summary.of(Prose.of("drop d4e5")),
            new Edits(
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(new Edits.PutFile(path, content)),
                List.of(Scene.path("d4e5"))),
            Repair.Safety.CONSENT,
            Reread.of(History.of(history.environment(), after)),
            "",
            Optional.empty());

    assertThat(TextGraph.of(PictureSelection.repaired(judged, dropping)))
        .contains("●  e6e6  (new · head)")
        .noneMatch(row -> row.contains("d4e5"));
  }

  private static String page(CheckReport report) {
    StringBuilder page = new StringBuilder();
    page.append(report.conclusion()).append(": ").append(report.title()).append("\n\n");
    page.append(report.summary()).append("\n\n--- details\n\n").append(report.text());
    page.append("\n\n--- annotations\n");
    report.annotations().forEach(annotation -> page.append(annotation).append('\n'));
    page.append("\n--- buttons\n");
    report.actions().forEach(action -> page.append(action).append('\n'));
    return page.toString();
  }
}
