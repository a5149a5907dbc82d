package dev.retort.alembic;

import static dev.retort.alembic.Histories.history;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.rule.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

class CycleTest {
  @Test
  void a_cycle_without_a_base_is_refused() {
    History history = history("a < c", "b < a", "c < b", "d < c");

    assertThat(history.cycles())
        .containsExactly(new History.Cycle(List.of("a", "b", "c"), false, true));
    assertThat(history.condition().cycles()).containsExactly(List.of("a", "b", "c"));
    assertThat(history.heads()).containsExactly("d");
  }

  @Test
  void a_cycle_between_a_base_and_a_head_is_found_though_alembic_overlooks_it() {
    History history = history("a", "b < a c", "c < b", "d < c");

    assertThat(history.cycles())
        .containsExactly(new History.Cycle(List.of("b", "c"), false, false));
    assertThat(history.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.code()).hasToString("RT104");
          assertThat(problem.severity()).isEqualTo(Severity.FAILURE);
          assertThat(problem.path()).isEqualTo("migrations/versions/01_b.py");
          assertThat(problem.line()).isEqualTo(4);
          assertThat(Told.of(problem))
              .contains("`b` and `c` come before each other", "does not notice");
        });
  }

  @Test
  void two_cycles_are_two() {
    History history = history("a < b", "b < a", "c < d", "d < c", "e");

    assertThat(history.condition().cycles()).containsExactly(List.of("a", "b"), List.of("c", "d"));
  }

  @Test
  void a_self_loop_is_a_cycle_of_one_and_one_problem() {
    History history = history("a", "b < b");

    assertThat(history.condition().cycles()).containsExactly(List.of("b"));
    assertThat(history.problems())
        .extracting(each -> each.code().toString())
        .containsExactly("RT104");
    assertThat(Told.of(history.problems().getFirst())).contains("itself");
  }

  @Test
  void a_dependency_on_itself_is_a_cycle_of_one_through_a_dependency() {
    History history = history("a", "b < a @ b");

    assertThat(history.cycles()).containsExactly(new History.Cycle(List.of("b"), true, true));
    assertThat(history.problems())
        .extracting(each -> each.code().toString())
        .containsExactly("RT104");
    assertThat(history.condition().cycles()).isEmpty();
  }

  @Test
  void a_dependency_on_ones_own_label_is_a_cycle_of_one_too() {
    History history = history("a", "b < a @ lab # lab");

    assertThat(history.cycles()).containsExactly(new History.Cycle(List.of("b"), true, true));
    assertThat(history.problems())
        .extracting(each -> each.code().toString())
        .containsExactly("RT104");
  }

  @Test
  void a_cycle_through_a_dependency_is_told_apart() {
    History history = history("a @ x", "b < a", "x @ a");

    assertThat(history.cycles()).containsExactly(new History.Cycle(List.of("a", "x"), true, true));
    assertThat(Told.of(history.problems().getFirst())).contains("`depends_on`");
    assertThat(history.condition().whole()).isFalse();
  }

  @Test
  void a_longer_cycle_through_dependencies_may_be_overlooked() {
    History history = history("a", "a1 < a @ x1", "a2 < a1", "x", "x1 < x @ a2", "x2 < x1");

    assertThat(history.cycles())
        .containsExactly(new History.Cycle(List.of("a1", "a2", "x1"), true, false));
  }

  @Test
  void an_empty_text_as_dependency_is_refused_where_no_other_base_is_left() {
    assertThat(history("a @ ''", "b < a").problems())
        .extracting(each -> each.code().toString())
        .containsExactly("RT104");
    assertThat(history("a", "b < a @ ''").problems()).isEmpty();
  }
}
