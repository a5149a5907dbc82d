package dev.retort.alembic;

import static dev.retort.alembic.Histories.history;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.rule.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GraphProblemsTest {
  private static Problem only(History history) {
    assertThat(history.problems()).hasSize(1);
    return history.problems().getFirst();
  }

  @Test
  void a_missing_parent_is_named_on_the_line_of_down_revision() {
    Problem problem = only(history("a", "b < zzzz"));

    assertThat(problem.code()).hasToString("RT102");
    assertThat(problem.severity()).isEqualTo(Severity.FAILURE);
    assertThat(problem.path()).isEqualTo("migrations/versions/01_b.py");
    assertThat(problem.line()).isEqualTo(4);
    assertThat(problem.revision()).contains("b");
    assertThat(Told.of(problem)).startsWith("`b` revises `zzzz`, but no file declares it");
  }

  @Test
  void several_missing_parents_of_one_revision_are_one_problem() {
    assertThat(Told.of(only(history("a", "b < a yyyy zzzz")))).contains("`yyyy` and `zzzz`");
  }

  @Test
  void a_parent_in_another_case_is_asked_back() {
    assertThat(Told.of(only(history("abcd", "b < ABCD")))).contains("Was `abcd` meant?");
  }

  @Test
  void the_beginning_of_an_id_is_asked_back_only_if_it_fits_one() {
    assertThat(Told.of(only(history("abcdef", "b < abcd")))).contains("Was `abcdef` meant?");
    assertThat(Told.of(history("abcdef", "abcdeg < abcdef", "b < abcd").problems().getFirst()))
        .doesNotContain("meant?");
  }

  @Test
  void a_label_as_parent_is_told_to_be_one() {
    assertThat(Told.of(only(history("a # lab", "b < lab")))).contains("branch label", "write `a`");
  }

  @Test
  void a_symbol_as_parent_is_told_to_mean_nothing() {
    assertThat(Told.of(only(history("a", "b < head")))).contains("Symbols");
  }

  @Test
  void a_missing_dependency_is_named_on_the_line_of_depends_on() {
    Problem problem = only(history("a", "b < a @ nobody"));

    assertThat(problem.code()).hasToString("RT106");
    assertThat(problem.line()).isEqualTo(6);
    assertThat(Told.of(problem)).contains("`nobody`", "`depends_on`");
  }

  @Test
  void a_duplicate_id_is_one_problem_that_names_the_other_file() {
    Problem problem = only(history("a", "b < a", "b < a"));

    assertThat(problem.code()).hasToString("RT103");
    assertThat(problem.path()).isEqualTo("migrations/versions/02_b.py");
    assertThat(Told.of(problem)).contains("`migrations/versions/01_b.py`");
  }

  @Test
  void a_label_used_twice_or_equal_to_an_id_is_a_conflict() {
    assertThat(Told.of(only(history("a # lab", "b < a # lab")))).contains("`lab`", "`a`");
    assertThat(Told.of(only(history("a # a")))).contains("also the id");
    assertThat(Told.of(only(history("a # lab lab")))).contains("twice");
    assertThat(history("a # one two", "b < a # three").problems()).isEmpty();
  }

  @Test
  void problems_come_in_the_order_in_which_alembic_would_stumble() {
    History history =
        history("a # lab", "b < zzzz # lab", "b < a", "c < a @ nobody", "d < e", "e < d", "f < f");

    assertThat(history.problems())
        .extracting(each -> each.code().toString())
        .containsExactly("RT104", "RT107", "RT106", "RT102", "RT104", "RT103");
  }

  @Test
  void a_reference_that_an_unread_file_explains_is_not_a_second_problem() {
    RevisionFile unread =
        new RevisionFile(
            "migrations/versions/3f2a9c_add.py", "1", Optional.empty(), List.of(), List.of());
    List<RevisionFile> files = new ArrayList<>(List.of(unread));
    files.add(Histories.of("v/b.py", "b", List.of("3f2a9c"), false, List.of(), List.of()));
    assertThat(History.of(Histories.ENVIRONMENT, files).problems()).isEmpty();

    files.add(Histories.of("v/c.py", "c", List.of("zzzz"), false, List.of(), List.of()));
    Problem problem = only(History.of(Histories.ENVIRONMENT, files));
    assertThat(problem.severity()).isEqualTo(Severity.WARNING);
    assertThat(Told.of(problem)).contains("could not be read");
  }

  @Test
  @DisplayName(
      "A18 A19 ids that are markup, escapes or right-to-left marks are shown as inert text")
  void hostile_ids_are_shown_inert() {
    RevisionFile file =
        Histories.of(
            "v/b.py", "b", List.of("`@org/team`\u001b[31m\u202e"), false, List.of(), List.of());
    String message = Told.of(only(History.of(Histories.ENVIRONMENT, List.of(file))));

    assertThat(message).contains("`\\u{60}@org/team\\u{60}\\u{1b}[31m\\u{202e}`");
  }
}
