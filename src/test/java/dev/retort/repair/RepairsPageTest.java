package dev.retort.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.RevisionCache;
import dev.retort.change.Change;
import dev.retort.change.Snapshot;
import dev.retort.repair.Repair.Safety;
import dev.retort.repair.Repair.Strategy;
import dev.retort.report.RepairWords;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the page about repairs says, held against what is done.
class RepairsPageTest {
  private static final String INI = "[alembic]\nscript_location = m\n";
  private static final String ELSEWHERE =
      "[alembic]\nscript_location = m\nversion_locations = .github/x\n";

  /// A row of the page's last table, and a change that it speaks of.
  ///
  /// @param head what the change brings
  /// @param base what the base branch got meanwhile
  record Unrepairable(String row, Map<String, String> head, Map<String, String> base) {
    Unrepairable(String row, Map<String, String> head) {
      this(row, head, Map.of());
    }

    Change change() {
      Map<String, String> origin = new TreeMap<>(Map.of("alembic.ini", INI, "m/env.py", ""));
      origin.putAll(files("a", text("a", "None"), "b", text("b", "'a'"), "c", text("c", "'b'")));
      return Change.of(
          snapshot(with(origin, base)), snapshot(origin), snapshot(with(origin, head)));
    }

    @Override
    public String toString() {
      return row;
    }
  }

  static List<Unrepairable> rows() {
    return List.of(
        new Unrepairable(
            "`down_revision` is computed when the file runs",
            files("d", text("d", "'c'").replace("'c'", "open('parent').read()"))),
        new Unrepairable("a circle", files("d", text("d", "'e'"), "e", text("e", "'d'"))),
        new Unrepairable("a file that is no Python", files("d", text("d", "'b'") + "def (:\n")),
        new Unrepairable(
            "a file in an unknown encoding", files("d", "# coding: klingon\n" + text("d", "'b'"))),
        new Unrepairable(
            "a missing dependency that git does not have",
            files(
                "d", text("d", "'c'").replace("depends_on = None", "depends_on = '7f3a19c20b44'"))),
        new Unrepairable(
            "a branch label that two revisions carry",
            files(
                "d", text("d", "'c'").replace("branch_labels = None", "branch_labels = 'shop'"),
                "e", text("e", "'d'").replace("branch_labels = None", "branch_labels = 'shop'"))),
        new Unrepairable(
            "an id that Alembic refuses",
            files("d", text("d", "'c'").replace("revision = 'd'", "revision = 'd@e'"))),
        new Unrepairable(
            "an edited `upgrade()`", files("b", text("b", "'a'").replace("pass", "return 1"))),
        new Unrepairable(
            "a Python file that is no revision",
            files("helpers", "def shout(text):\n  return text\n")),
        new Unrepairable(
            "a version location where nothing may be written",
            Map.of("alembic.ini", ELSEWHERE, ".github/x/q.py", text("q", "'p'")),
            Map.of(
                "alembic.ini", ELSEWHERE,
                ".github/x/p.py", text("p", "None"),
                ".github/x/r.py", text("r", "'p'"))),
        new Unrepairable("a file whose name is not UTF-8", files("caf\ufffd", text("d", "'b'"))),
        new Unrepairable(
            "what the base had already",
            files("d", text("d", "'c'")),
            files("x", text("x", "'b'"))));
  }

  private static Map<String, String> files(String... namesAndTexts) {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      files.put("m/versions/" + namesAndTexts[i] + ".py", namesAndTexts[i + 1]);
    }
    return files;
  }

  private static String text(String id, String parent) {
    return """
    revision = '%s'
    down_revision = %s
    branch_labels = None
    depends_on = None


    def upgrade():
      pass


    def downgrade():
      pass
    """
        .formatted(id, parent);
  }

  private static Map<String, String> with(Map<String, String> files, Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(files);
    all.putAll(more);
    return all;
  }

  private static Snapshot snapshot(Map<String, String> files) {
    Map<String, byte[]> bytes = new TreeMap<>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return Snapshot.of("tree", bytes);
  }

  private static List<String> page() throws IOException {
    return Files.readAllLines(Path.of("src/docs/repairs.md"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void what_the_page_calls_impossible_edits_nothing_that_stands_there(Unrepairable each) {
    Verdict verdict = new Judge(RevisionCache.NONE).judge(each.change());

    assertThat(verdict.environments()).as("it was looked at").isNotEmpty();
    assertThat(
            verdict.recommended().stream()
                .filter(repair -> repair.safety() != Safety.SHOWN)
                .filter(repair ->
                    !repair.edits().fileEdits().isEmpty() || !repair.edits().removes().isEmpty())
                .map(RepairWords::plain))
        .isEmpty();
  }

  @Test
  void each_row_of_the_page_is_held_against_a_change_and_none_is_left_out() throws IOException {
    List<String> lines = page();
    List<String> rows =
        lines.subList(lines.indexOf("| what | why not |") + 2, lines.size()).stream()
            .takeWhile(line -> line.startsWith("| "))
            .map(line -> line.substring(2, line.indexOf(" | ", 2)))
            .toList();

    assertThat(rows).containsExactlyElementsOf(rows().stream().map(Unrepairable::row).toList());
  }

  @Test
  void each_strategy_has_its_passage() throws IOException {
    assertThat(
            page().stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Strategy.values()).map(Strategy::word).toList());
  }
}
