package dev.retort.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.rule.Told;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LargeHistoryTest {
  private static RevisionFile revision(int number, List<String> parents) {
    return Histories.of(
        "v/r%06d.py".formatted(number),
        "r" + number,
        parents,
        parents.size() > 1,
        List.of(),
        List.of());
  }

  @Test
  @DisplayName("A24 a line of 50,000 revisions is walked without recursion")
  void a_line_of_50000_revisions() {
    List<RevisionFile> files = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      files.add(revision(i, i == 0 ? List.of() : List.of("r" + (i - 1))));
    }
    History history = History.of(Histories.ENVIRONMENT, files);

    assertThat(history.heads()).containsExactly("r49999");
    assertThat(history.ancestors("r49999")).hasSize(49_999);
    assertThat(history.descendants("r0")).hasSize(49_999);
    assertThat(history.labels("r0")).isEmpty();
    assertThat(history.problems()).isEmpty();
  }

  @Test
  @DisplayName("A24 a cycle of 50,000 revisions is one problem of bounded length")
  void a_cycle_of_50000_revisions() {
    List<RevisionFile> files = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      files.add(revision(i, List.of("r" + (i + 49_999) % 50_000)));
    }
    History history = History.of(Histories.ENVIRONMENT, files);

    assertThat(history.heads()).isEmpty();
    assertThat(history.condition().cycles()).hasSize(1);
    assertThat(history.condition().cycles().getFirst()).hasSize(50_000);
    assertThat(history.problems()).hasSize(1);
    assertThat(Told.of(history.problems().getFirst())).hasSizeLessThan(1_000);
  }

  @Test
  @DisplayName("A24 a merge of 5,000 parents, all there or all missing")
  void a_merge_of_5000_parents() {
    List<RevisionFile> files = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      files.add(revision(i, List.of()));
      ids.add("r" + i);
    }
    files.add(revision(9_999, ids));
    History history = History.of(Histories.ENVIRONMENT, files);
    assertThat(history.heads()).containsExactly("r9999");
    assertThat(history.problems()).isEmpty();

    History broken = History.of(Histories.ENVIRONMENT, List.of(files.getLast()));
    assertThat(broken.condition().missing()).hasSize(5_000);
    assertThat(broken.problems()).hasSize(1);
    assertThat(Told.of(broken.problems().getFirst())).contains("4995 more");
  }

  @Test
  @DisplayName("A24 50,000 files that all declare one id are one problem")
  void one_id_in_50000_files() {
    List<RevisionFile> files = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      files.add(
          Histories.of("v/%06d.py".formatted(i), "a", List.of(), false, List.of(), List.of()));
    }
    History history = History.of(Histories.ENVIRONMENT, files);

    assertThat(history.condition().duplicates()).containsExactly("a");
    assertThat(history.problems()).hasSize(1);
  }
}
