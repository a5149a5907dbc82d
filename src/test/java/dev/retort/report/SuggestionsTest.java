package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.RevisionCache;
import dev.retort.cases.CaseFolder;
import dev.retort.repair.Edits;
import dev.retort.repair.FileEdit;
import dev.retort.repair.Repair;
import dev.retort.report.Suggestions.Suggestion;
import dev.retort.verdict.Circumstances;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Verdict;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  private static final String PATH = Scene.path("d4e5");

  private static DiffLines lines(DiffLines.Run... runs) {
    return new DiffLines(Map.of(PATH, List.of(runs)));
  }

  private static Scene scene(Charset charset, String lineEnd, String message) {
    return Scene.common("a1b2 <", "b2c3 < a1b2")
        .onBase("c3d4 < b2c3")
        .stored(charset, lineEnd)
        .inPullRequest("d4e5 < b2c3 | " + message);
  }

  private static Verdict verdict() {
    return repointed(scene(StandardCharsets.UTF_8, "\n", "add teams"));
  }

  private static Verdict repointed(Scene scene) {
    return scene.judged(scene.repointing("d4e5", "c3d4"));
  }

  @Test
  void the_parent_and_the_docstring_each_get_a_suggestion_where_the_diff_holds_both() {
    List<Suggestion> suggestions = Suggestions.of(verdict(), lines(new DiffLines.Run(1, 15)));

    assertThat(suggestions).extracting(Suggestion::line).containsExactly(4, 10);
    assertThat(suggestions).extracting(Suggestion::startLine).containsExactly(4, 10);
    assertThat(suggestions.get(0).body()).contains("```suggestion\nRevises: c3d4\n```");
    assertThat(suggestions.get(1).body())
        .contains("```suggestion\ndown_revision = \"c3d4\"\n```")
        .contains("**RT101**");
  }

  @Test
  @DisplayName("F17 a line outside of the diff gets none")
  void only_lines_of_the_diff() {
    assertThat(Suggestions.of(verdict(), lines(new DiffLines.Run(8, 12))))
        .extracting(Suggestion::line)
        .containsExactly(10);
    assertThat(Suggestions.of(verdict(), lines(new DiffLines.Run(1, 9)))).isEmpty();
    assertThat(Suggestions.of(verdict(), new DiffLines(Map.of()))).isEmpty();
  }

  @Test
  void adjacent_lines_are_replaced_by_one_suggestion() {
    Scene scene = scene(StandardCharsets.UTF_8, "\n", "add teams");
    Repair repair = scene.repointing("d4e5", "c3d4");
    FileEdit edit = repair.edits().fileEdits().getFirst();
    String before = new String(edit.before(), StandardCharsets.UTF_8);
    int revision = before.indexOf("revision = ");
    FileEdit adjacent =
        new FileEdit(
            edit.path(),
            edit.blob(),
            edit.before(),
            List.of(
                new FileEdit.Replacement(
                    new dev.retort.python.Span(revision, revision + 8),
                    "revision".getBytes(StandardCharsets.UTF_8)),
                edit.replacements().getLast()));

    List<Suggestion> suggestions =
        Suggestions.of(
            scene.judged(withEdits(repair, List.of(adjacent))), lines(new DiffLines.Run(1, 15)));

    assertThat(suggestions).hasSize(1);
    assertThat(suggestions.getFirst().startLine()).isEqualTo(9);
    assertThat(suggestions.getFirst().line()).isEqualTo(10);
    assertThat(suggestions.getFirst().body())
        .contains("```suggestion\nrevision = \"d4e5\"\ndown_revision = \"c3d4\"\n```");
  }

  @Test
  void one_that_renumbers_says_so_and_not_only_the_new_parent() {
    CaseFolder folder =
        new CaseFolder(Path.of("src/test/resources/repairs/renumber/the_number_in_its_name"));
    Verdict verdict = new Judge(RevisionCache.NONE).judge(folder.change(), Circumstances.USUAL);
    DiffLines.Run whole = new DiffLines.Run(1, 40);
    DiffLines all =
        new DiffLines(
            folder.change().head().entries().keySet().stream()
                .collect(Collectors.toMap(path -> path, _ -> List.of(whole))));

    assertThat(verdict.recommended())
        .extracting(Repair::strategy)
        .containsExactly(Repair.Strategy.RENUMBER);
    assertThat(Suggestions.of(verdict, all))
        .filteredOn(suggestion -> suggestion.path().endsWith("_0003_sharing.py"))
        .singleElement()
        .satisfies(suggestion ->
            assertThat(suggestion.body())
                .contains("Give `alembic/versions/20250406_0003_sharing.py` the id `003`")
                .contains("```suggestion\nrevision = \"003\"\ndown_revision = \"002\"\n```")
                .doesNotContain("instead of"));
    assertThat(Suggestions.of(verdict, all))
        .filteredOn(suggestion -> suggestion.path().endsWith("_0004_z.py"))
        .singleElement()
        .satisfies(
            suggestion -> assertThat(suggestion.body()).contains("`004` revises `003` instead of"));
  }

  @Test
  void a_suggestion_is_found_again_by_its_marker() {
    List<Suggestion> first = Suggestions.of(verdict(), lines(new DiffLines.Run(1, 15)));
    List<Suggestion> again = Suggestions.of(verdict(), lines(new DiffLines.Run(1, 15)));

    assertThat(first).isEqualTo(again);
    Optional<String> one = Suggestions.marker(first.get(0).body());
    assertThat(one).isPresent();
    assertThat(one).isNotEqualTo(Suggestions.marker(first.get(1).body()));
  }

  @Test
  @DisplayName("A16 a marker in the middle of a comment counts for nothing")
  void a_marker_elsewhere_does_not_count() {
    String body = Suggestions.of(verdict(), lines(new DiffLines.Run(1, 15))).getFirst().body();

    assertThat(Suggestions.marker("Look: " + body)).isEmpty();
    assertThat(Suggestions.marker("")).isEmpty();
  }

  @Test
  void a_file_that_ends_its_lines_with_a_carriage_return_gets_none() {
    Verdict verdict = repointed(scene(StandardCharsets.UTF_8, "\r\n", "add teams"));
    assertThat(Suggestions.of(verdict, lines(new DiffLines.Run(1, 15)))).isEmpty();
  }

  @Test
  void a_file_that_is_not_utf_8_gets_none() {
    String message = "añadir facturas";
    DiffLines all = lines(new DiffLines.Run(1, 15));
    assertThat(Suggestions.of(repointed(scene(StandardCharsets.ISO_8859_1, "\n", message)), all))
        .isEmpty();
    assertThat(Suggestions.of(repointed(scene(StandardCharsets.UTF_8, "\n", message)), all))
        .hasSize(2);
  }

  @Test
  void a_repair_that_adds_a_file_or_is_only_shown_gets_none() {
    Scene scene = scene(StandardCharsets.UTF_8, "\n", "add teams");
    Repair repair = scene.repointing("d4e5", "c3d4");
    DiffLines all = lines(new DiffLines.Run(1, 15));
    Repair shown =
        new Repair(
            repair.strategy(),
            repair.summary(),
            repair.edits(),
            Repair.Safety.SHOWN,
            repair.reread(),
            repair.patch(),
            repair.upgrade());

    assertThat(Suggestions.of(scene.judged(shown), all)).isEmpty();
    assertThat(Suggestions.of(scene.judged(scene.merging("f00d")), all)).isEmpty();
    assertThat(CheckReports.of(scene.judged(shown)).actions())
        .extracting(CheckReport.Action::identifier)
        .containsExactly("recheck");
    assertThat(CheckReports.of(scene.judged(repair)).actions())
        .extracting(CheckReport.Action::identifier)
        .containsExactly("fix", "recheck");
  }

  @Test
  void a_line_with_backticks_gets_a_longer_fence() {
    Scene scene = scene(StandardCharsets.UTF_8, "\n", "add teams");
    Repair repair = scene.repointing("d4e5", "````x");

    assertThat(
            Suggestions.of(scene.judged(repair), lines(new DiffLines.Run(8, 12))).getFirst().body())
        .contains("`````suggestion\ndown_revision = \"````x\"\n`````");
  }

  private static Repair withEdits(Repair repair, List<FileEdit> edits) {
    return new Repair(
        repair.strategy(),
        repair.summary(),
        new Edits(repair.edits().parentEdits(), edits, Optional.empty(), List.of(), List.of()),
        repair.safety(),
        repair.reread(),
        repair.patch(),
        repair.upgrade());
  }
}
