package dev.retort.alembic;

import static dev.retort.alembic.Histories.history;
import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(problem.message()).contains("`b`", "`zzzz`", "`down_revision`");
  }

  @Test
  void several_missing_parents_of_one_revision_are_one_problem() {
    assertThat(only(history("a", "b < a yyyy zzzz")).message()).contains("`yyyy`, `zzzz`");
  }

  @Test
  void a_parent_in_another_case_is_asked_back() {
    assertThat(only(history("abcd", "b < ABCD")).message())
        .contains("did you mean `abcd` in `migrations/versions/00_abcd.py:3`?");
  }

  @Test
  void the_beginning_of_an_id_is_asked_back_only_if_it_fits_one() {
    assertThat(only(history("abcdef", "b < abcd")).message()).contains("did you mean `abcdef`");
    assertThat(history("abcdef", "abcdeg < abcdef", "b < abcd").problems().getFirst().message())
        .doesNotContain("did you mean");
  }

  @Test
  void a_label_as_parent_is_told_to_be_one() {
    assertThat(only(history("a # lab", "b < lab")).message()).contains("branch label", "write `a`");
  }

  @Test
  void a_symbol_as_parent_is_told_to_mean_nothing() {
    assertThat(only(history("a", "b < head")).message()).contains("symbols");
  }

  @Test
  void a_missing_dependency_is_named_on_the_line_of_depends_on() {
    Problem problem = only(history("a", "b < a @ nobody"));

    assertThat(problem.code()).hasToString("RT106");
    assertThat(problem.line()).isEqualTo(6);
    assertThat(problem.message()).contains("`nobody`", "`depends_on`");
  }

  @Test
  void a_duplicate_id_is_one_problem_that_names_the_other_file() {
    Problem problem = only(history("a", "b < a", "b < a"));

    assertThat(problem.code()).hasToString("RT103");
    assertThat(problem.path()).isEqualTo("migrations/versions/02_b.py");
    assertThat(problem.message()).contains("`migrations/versions/01_b.py:3`");
  }

  @Test
  void a_label_used_twice_or_equal_to_an_id_is_a_conflict() {
    assertThat(only(history("a # lab", "b < a # lab")).message()).contains("`lab`", "`a`");
    assertThat(only(history("a # a")).message()).contains("also the id");
    assertThat(only(history("a # lab lab")).message()).contains("twice");
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
    assertThat(problem.message()).contains("could not be read");
  }

  @Test
  @DisplayName(
      "A18 A19 ids that are markup, escapes or right-to-left marks are shown as inert text")
  void hostile_ids_are_shown_inert() {
    RevisionFile file =
        Histories.of(
            "v/b.py", "b", List.of("`@org/team`\u001b[31m\u202e"), false, List.of(), List.of());
    String message = only(History.of(Histories.ENVIRONMENT, List.of(file))).message();

    assertThat(message).contains("`\\u{60}@org/team\\u{60}\\u{1b}[31m\\u{202e}`");
  }
}
