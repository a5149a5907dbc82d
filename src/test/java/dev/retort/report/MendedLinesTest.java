package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.RevisionCache;
import dev.retort.cases.CaseFolder;
import dev.retort.repair.Repair;
import dev.retort.report.Suggestions.Suggestion;
import dev.retort.verdict.Circumstances;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Lines that can be mended, as suggestions and beside other repairs.
class MendedLinesTest {
  private static final String PATH = "migrations/versions/bb02_step.py";
  private static final DiffLines WHOLE =
      new DiffLines(Map.of(PATH, List.of(new DiffLines.Run(1, 40))));

  private static Verdict verdict(String name) {
    CaseFolder folder = new CaseFolder(Path.of("src/test/resources/repairs/mend", name));
    return new Judge(RevisionCache.NONE).judge(folder.change(), Circumstances.USUAL);
  }

  @Test
  void each_line_is_a_suggestion_although_nothing_fails() {
    Verdict verdict = verdict("a_key_without_a_name");

    List<Suggestion> suggestions = Suggestions.of(verdict, WHOLE);

    assertThat(verdict.conclusion()).isEqualTo(Verdict.Conclusion.SUCCESS);
    assertThat(verdict.recommended()).isEmpty();
    assertThat(verdict.remedies())
        .extracting(Repair::strategy)
        .containsExactly(Repair.Strategy.MEND);
    assertThat(suggestions).extracting(Suggestion::startLine).containsExactly(15, 20);
    assertThat(suggestions).extracting(Suggestion::line).containsExactly(16, 21);
    assertThat(suggestions.getLast().body())
        .contains("**RT511**")
        .contains(
            """
            ```suggestion
                op.drop_constraint('orders_note_key', 'orders', type_='unique')
                op.drop_constraint('orders_user_id_fkey', 'orders', type_='foreignkey')
            ```\
            """);
  }

  @Test
  void a_line_that_fails_is_mended_as_the_recommended_repair() {
    Verdict verdict = verdict("a_type_that_is_there");

    assertThat(verdict.conclusion()).isEqualTo(Verdict.Conclusion.FAILURE);
    assertThat(verdict.recommended())
        .extracting(Repair::strategy)
        .containsExactly(Repair.Strategy.MEND);
    assertThat(verdict.remedies()).hasSize(1);
    assertThat(Suggestions.of(verdict, WHOLE)).extracting(Suggestion::line).containsExactly(7, 15);
  }

  @Test
  void the_json_holds_it_beside_the_repairs() {
    assertThat(VerdictJson.of(verdict("a_moment_as_text")))
        .contains("\"repairs\" : [ ]")
        .contains("\"mend\" : {", "\"strategy\" : \"mend\"", "sa.text('now()')");
  }

  @Test
  void outside_of_the_diff_there_is_none() {
    assertThat(
            Suggestions.of(
                verdict("a_key_without_a_name"),
                new DiffLines(Map.of(PATH, List.of(new DiffLines.Run(1, 18))))))
        .isEmpty();
  }

  @Test
  void the_moment_of_a_row_takes_the_place_of_that_of_the_migration() {
    assertThat(Suggestions.of(verdict("a_moment_as_text"), WHOLE))
        .singleElement()
        .satisfies(suggestion ->
            assertThat(suggestion.body()).contains("server_default=sa.text('now()')"));
  }
}
