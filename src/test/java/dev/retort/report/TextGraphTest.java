package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Histories;
import dev.retort.alembic.History;
import dev.retort.change.Change;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TextGraphTest {
  private static String drawn(String... lines) {
    return String.join("\n", TextGraph.of(landing(lines)));
  }

  /// The base has the first line; the others land on it.
  private static Neighbourhood landing(String... lines) {
    History before = Histories.history(lines[0]);
    History after = Histories.history(lines);
    Snapshot nothing = Snapshot.of("nothing", Map.of());
    HistoryChange change =
        new HistoryChange(
            Histories.ENVIRONMENT, before, before, after, Change.of(nothing, nothing, nothing));
    return PictureSelection.landing(new Verdict.Judged(change, List.of(), List.of()));
  }

  @Test
  void a_fork() {
    assertThat(drawn("a", "b < a", "c < a"))
        .isEqualTo(
            """
            ●  b  (new · head)
            │ ●  c  (new · head)
            ├─╯
            ○  a\
            """);
  }

  @Test
  void a_merge() {
    assertThat(drawn("a", "b < a", "c < a", "d < b c"))
        .isEqualTo(
            """
            ●  d  (new · merge · head)
            ├─╮
            ○ │  b  (new)
            │ ○  c  (new)
            ├─╯
            ○  a\
            """);
  }

  @Test
  void a_long_line_is_counted() {
    List<String> lines = new ArrayList<>(List.of("r0"));
    for (int i = 1; i < 100; i++) {
      lines.add("r" + i + " < r" + (i - 1));
    }
    assertThat(drawn(lines.toArray(String[]::new)))
        .startsWith("●  r99  (new · head)")
        .containsPattern("… [0-9]+ more");
  }

  @Test
  void a_parent_that_no_file_declares() {
    assertThat(drawn("a", "b < x")).contains("✗  x  (no such revision)");
  }

  @Test
  @DisplayName("A24 cycles and a self-parent are drawn and end")
  void cycles() {
    assertThat(drawn("a < b", "b < a")).contains("a", "b");
    assertThat(drawn("a < a")).contains("a");
    assertThat(drawn("a", "b < a d", "c < b", "d < c", "e < d")).contains("e");
  }

  @Test
  @DisplayName("A24 a merge of 5,000 parents and 50,000 revisions stay within bounds")
  void bounds() {
    List<String> wide = new ArrayList<>(List.of("base"));
    StringBuilder merge = new StringBuilder("merge <");
    for (int i = 0; i < 5_000; i++) {
      wide.add("w" + i + " < base");
      merge.append(" w").append(i);
    }
    wide.add(merge.toString());
    wide.add("late < base");
    assertBounded(landing(wide.toArray(String[]::new)));

    List<String> heads = new ArrayList<>(List.of("base"));
    for (int i = 0; i < 3_000; i++) {
      heads.add("h" + i + " < base");
    }
    assertBounded(landing(heads.toArray(String[]::new)));

    List<String> longOne = new ArrayList<>(List.of("r0"));
    for (int i = 1; i < 50_000; i++) {
      longOne.add("r" + i + " < r" + (i - 1));
    }
    assertBounded(landing(longOne.toArray(String[]::new)));
  }

  private static void assertBounded(Neighbourhood neighbourhood) {
    assertThat(neighbourhood.nodes().size()).isBetween(2, 80);
    assertThat(TextGraph.of(neighbourhood).size()).isLessThan(300);
    assertThat(MermaidGraph.of(neighbourhood).length()).isLessThan(20_000);
  }
}
