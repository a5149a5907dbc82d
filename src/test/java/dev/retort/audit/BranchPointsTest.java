package dev.retort.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Histories;
import dev.retort.alembic.History;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BranchPointsTest {
  @Test
  void branches_that_were_merged_again_name_the_lowest_merge() {
    assertThat(told("a", "b < a", "c < a", "d < c", "m < b d", "e < m"))
        .containsExactly("a: b merged in m, ends in e", "a: c merged in m, ends in e");
  }

  @Test
  void branches_that_never_were_name_the_heads_where_they_end() {
    assertThat(told("a", "b < a", "c < a", "d < c", "e < c"))
        .containsExactly(
            "a: b never merged, ends in b",
            "a: c never merged, ends in d, e",
            "c: d never merged, ends in d",
            "c: e never merged, ends in e");
  }

  @Test
  void of_three_branches_two_may_be_merged_and_one_not() {
    List<String> lines = List.of("a", "b < a", "c < a", "d < a", "m < b d");

    assertThat(told(lines.toArray(String[]::new)))
        .containsExactly(
            "a: b merged in m, ends in m",
            "a: c never merged, ends in c",
            "a: d merged in m, ends in m");
    assertThat(points(lines).getFirst().open()).isFalse();
  }

  @Test
  void a_branch_that_is_merged_has_a_side_of_its_own_that_is_not() {
    assertThat(told("a", "b < a", "c < a", "x < b", "m < b c", "e < m"))
        .containsExactly(
            "a: b merged in m, ends in x, e",
            "a: c merged in m, ends in e",
            "b: x never merged, ends in x",
            "b: m never merged, ends in e");
  }

  @Test
  void a_merge_that_names_the_branch_point_itself_is_where_they_meet() {
    assertThat(told("a", "b < a", "m < a b"))
        .containsExactly("a: b merged in m, ends in m", "a: m merged in m, ends in m");
  }

  @Test
  void a_straight_line_has_none() {
    assertThat(told("a", "b < a", "c < b")).isEmpty();
  }

  @Test
  void a_circle_above_a_branch_ends_nowhere() {
    assertThat(told("a", "b < a", "c < a d", "d < c"))
        .contains("a: b never merged, ends in b", "a: c never merged, ends in ");
  }

  @Test
  void a_duplicate_id_counts_once() {
    assertThat(told("a", "b < a", "b < a", "c < a"))
        .containsExactly("a: b never merged, ends in b", "a: c never merged, ends in c");
  }

  @Test
  void labels_of_a_branch_are_told() {
    assertThat(points(List.of("a", "b < a # web", "c < a")).getFirst().offshoots())
        .extracting(BranchPoint.Offshoot::labels)
        .containsExactly(List.of("web"), List.of());
  }

  @Test
  void a_history_of_many_forks_and_merges_is_told_whole() {
    List<String> lines = new ArrayList<>(List.of("m0"));
    int forks = 4_000;
    for (int i = 1; i <= forks; i++) {
      lines.add("l%d < m%d".formatted(i, i - 1));
      lines.add("r%d < m%d".formatted(i, i - 1));
      lines.add("x%d < r%d".formatted(i, i));
      lines.add("m%d < l%d r%d".formatted(i, i, i));
    }

    List<BranchPoint> points = points(lines);

    assertThat(points).hasSize(2 * forks);
    assertThat(points.getFirst().offshoots().getFirst().mergedIn()).contains("m1");
    BranchPoint.Offshoot longest = points.getFirst().offshoots().getLast();
    assertThat(longest.heads()).hasSize(BranchPoint.Offshoot.MOST_HEADS).startsWith("x1", "x2");
    assertThat(longest.heads().size() + longest.moreHeads()).isEqualTo(forks + 1);
  }

  @Test
  void a_deep_history_does_not_overflow_the_stack() {
    List<String> lines = new ArrayList<>(List.of("r0"));
    for (int i = 1; i < 50_000; i++) {
      lines.add("r%d < r%d".formatted(i, i - 1));
    }
    History history = Histories.history(lines.toArray(String[]::new));

    assertThat(Order.of(history).longestChain()).isEqualTo(50_000);
    assertThat(BranchPoints.of(history, Order.of(history))).isEmpty();
  }

  private static List<String> told(String... lines) {
    return points(List.of(lines)).stream()
        .flatMap(point ->
            point.offshoots().stream()
                .map(branch ->
                    point.id()
                        + ": "
                        + branch.first()
                        + branch.mergedIn().map(id -> " merged in " + id).orElse(" never merged")
                        + ", ends in "
                        + String.join(", ", branch.heads())))
        .toList();
  }

  private static List<BranchPoint> points(List<String> lines) {
    History history = Histories.history(lines.toArray(String[]::new));
    return BranchPoints.of(history, Order.of(history));
  }
}
