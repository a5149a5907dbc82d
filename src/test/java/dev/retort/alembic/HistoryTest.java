package dev.retort.alembic;

import static dev.retort.alembic.Histories.history;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.python.Doubt;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static Revision at(History history, int position) {
    return history.revisions().get(position);
  }

  @Test
  void a_straight_line_has_one_head_and_one_base_and_no_problem() {
    History history = history("a", "b < a", "c < b");

    assertThat(history.heads()).containsExactly("c");
    assertThat(history.realHeads()).containsExactly("c");
    assertThat(history.bases()).containsExactly("a");
    assertThat(history.realBases()).containsExactly("a");
    assertThat(history.condition().whole()).isTrue();
    assertThat(history.problems()).isEmpty();
  }

  @Test
  void two_children_make_a_branch_point_and_two_heads() {
    History history = history("a", "b < a", "c < a");

    assertThat(history.heads()).containsExactly("b", "c");
    assertThat(history.isBranchPoint(at(history, 0))).isTrue();
    assertThat(history.children("a")).containsExactly("b", "c");
    assertThat(history.condition().whole()).isFalse();
  }

  @Test
  void a_merge_has_several_parents_even_when_they_are_the_same() {
    History history = history("a", "b < a", "c < a", "m < b c", "n < m m");

    assertThat(history.isMergePoint(at(history, 3))).isTrue();
    assertThat(history.isMergePoint(at(history, 4))).isTrue();
    assertThat(history.isMergePoint(at(history, 1))).isFalse();
    assertThat(history.heads()).containsExactly("n");
  }

  @Test
  void a_dependency_takes_a_real_head_and_a_real_base_away_but_no_head_and_no_base() {
    History history = history("a", "b < a", "x @ b", "y < x");

    assertThat(history.heads()).containsExactly("b", "y");
    assertThat(history.realHeads()).containsExactly("y");
    assertThat(history.bases()).containsExactly("a", "x");
    assertThat(history.realBases()).containsExactly("a");
    assertThat(history.isHead(at(history, 1))).isTrue();
    assertThat(history.isRealHead(at(history, 1))).isFalse();
  }

  @Test
  void a_dependency_may_name_the_label_of_the_revision_that_declares_it() {
    History history = history("a # lab", "b < a", "x @ lab", "y < x");

    assertThat(history.realHeads()).containsExactly("b", "y");
    assertThat(history.problems()).isEmpty();
    assertThat(history("a", "x @ a").realHeads()).containsExactly("x");
  }

  @Test
  void the_last_file_of_a_duplicate_id_wins_and_the_loser_stays_behind_as_a_head() {
    History history = history("a", "b < a", "c < b", "b < a");

    assertThat(history.heads()).containsExactly("b", "c");
    assertThat(history.condition().duplicates()).containsExactly("b");
    assertThat(history.revision("b")).contains(at(history, 3));
    assertThat(history.declaring("b")).containsExactly(at(history, 1), at(history, 3));
    assertThat(history.isHead(at(history, 1))).isTrue();
    assertThat(history.isHead(at(history, 3))).isFalse();
  }

  @Test
  void a_loser_is_nobodys_child_so_its_parent_may_stay_a_head() {
    History history = history("a", "d < a", "b < d", "b < a");

    assertThat(history.heads()).containsExactly("b", "d");
    assertThat(history.children("d")).isEmpty();
  }

  @Test
  void a_loser_with_a_label_still_counts_as_a_child_of_its_parent() {
    History history = history("a", "d < a", "b < d # lab", "b < a");

    assertThat(history.heads()).containsExactly("b");
    assertThat(history.children("d")).containsExactly("b");
  }

  @Test
  void a_dependency_on_a_parent_is_no_fork_for_a_label() {
    assertThat(history("a", "b < a", "c < b @ b # lab", "x < a").labels("b"))
        .containsExactly("lab");
  }

  @Test
  void ancestors_and_descendants_leave_out_the_revision_itself_unless_it_lies_on_a_cycle() {
    History line = history("a", "b < a", "c < b");
    assertThat(line.ancestors("c")).containsExactlyInAnyOrder("a", "b");
    assertThat(line.descendants("a")).containsExactlyInAnyOrder("b", "c");
    assertThat(line.ancestors("a")).isEmpty();
    assertThat(line.ancestors("nobody")).isEmpty();

    History cycle = history("a < b", "b < a");
    assertThat(cycle.ancestors("a")).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void labels_reach_all_descendants_and_down_an_unforked_branch() {
    History history = history("a", "b < a", "c < b # lab", "d < c", "x < a");

    assertThat(history.labels("d")).containsExactly("lab");
    assertThat(history.labels("b")).containsExactly("lab");
    assertThat(history.labels("a")).isEmpty();
    assertThat(history.labels("x")).isEmpty();
  }

  @Test
  void labels_do_not_flow_down_from_a_branch_that_forks_above_them() {
    History history = history("a", "b < a", "c < b # lab", "d < c", "e < c");

    assertThat(history.labels("e")).containsExactly("lab");
    assertThat(history.labels("b")).isEmpty();
  }

  @Test
  void the_condition_lists_missing_references_of_winners_and_losers() {
    History history = history("a", "b < zzzz", "b < a");

    assertThat(history.condition().missing()).containsExactly(new Condition.Missing("b", "zzzz"));
  }

  @Test
  void undecidable_names_and_file_problems_are_gathered_in_load_order() {
    Undecidable why = new Undecidable("v/x.py", 2, "revision", Doubt.OfValue.CALL);
    Problem problem =
        new Problem(
            Severity.WARNING,
            "v/x.py",
            2,
            java.util.Optional.empty(),
            new Flaw.NotDecidable(why.name(), why.cause()));
    RevisionFile unread =
        new RevisionFile("v/x.py", "1", java.util.Optional.empty(), List.of(why), List.of(problem));
    History history = History.of(Histories.ENVIRONMENT, List.of(unread));

    assertThat(history.undecidable()).containsExactly(why);
    assertThat(history.problems()).containsExactly(problem);
    assertThat(history.revisions()).isEmpty();
  }
}
