package dev.retort.forge.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.report.DiffLines;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PatchTest {
  @Test
  void each_hunk_is_one_run_of_kept_and_added_lines() {
    Patch patch =
        new Patch(
            """
            @@ -1,3 +1,4 @@ def upgrade():
             a
            -b
            +c
            +d
             e
            @@ -20 +21,2 @@
             x
            +y
            \\ No newline at end of file\
            """);

    assertThat(patch.runs()).containsExactly(new DiffLines.Run(1, 4), new DiffLines.Run(21, 22));
  }

  @Test
  void a_new_file_is_one_run() {
    assertThat(new Patch("@@ -0,0 +1,2 @@\n+a\n+b").runs())
        .containsExactly(new DiffLines.Run(1, 2));
  }

  @Test
  void a_deleted_file_holds_no_line() {
    assertThat(new Patch("@@ -1,2 +0,0 @@\n-a\n-b").runs()).isEmpty();
  }

  @Test
  void a_changed_line_that_looks_like_a_header_is_none() {
    assertThat(new Patch("@@ -1,2 +1,2 @@\n-@@ -9 +9 @@\n+@@ -8 +8 @@\n z").runs())
        .containsExactly(new DiffLines.Run(1, 2));
  }

  @Test
  void what_is_no_patch_holds_no_line() {
    assertThat(new Patch("").runs()).isEmpty();
    assertThat(new Patch("@@ nonsense @@\n+a").runs()).isEmpty();
    assertThat(new Patch("@@ -1 +99999999999 @@\n+a").runs()).isEmpty();
  }

  @Test
  void a_suggestion_fits_only_within_one_hunk() {
    DiffLines lines =
        new DiffLines(Map.of("a.py", List.of(new DiffLines.Run(1, 4), new DiffLines.Run(21, 22))));

    assertThat(lines.holds("a.py", 2, 4)).isTrue();
    assertThat(lines.holds("a.py", 4, 21)).isFalse();
    assertThat(lines.holds("b.py", 2, 4)).isFalse();
  }
}
