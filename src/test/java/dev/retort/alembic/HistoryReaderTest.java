package dev.retort.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HistoryReaderTest {
  private static Environment environment(boolean recursive, boolean sourceless, String... folders) {
    return new Environment(
        "mig", Optional.empty(), List.of(folders), recursive, sourceless, Map.of(), List.of());
  }

  private static List<String> order(TreeOfTexts tree, boolean recursive, String... folders) {
    return HistoryReader.loadOrder(tree, environment(recursive, false, folders));
  }

  private static History read(TreeOfTexts tree, boolean recursive) {
    return new HistoryReader(RevisionCache.NONE).read(tree, environment(recursive, false, "v"));
  }

  @Test
  void files_come_by_code_point_and_before_the_folders_below_them() {
    TreeOfTexts tree =
        new TreeOfTexts()
            .file("v/z.py", "")
            .file("v/\uD83D\uDE00.py", "")
            .file("v/\uFF21.py", "")
            .file("v/b/x.py", "")
            .file("v/a/k/n.py", "")
            .file("v/a/dup.py", "");

    assertThat(order(tree, true, "v"))
        .containsExactly(
            "v/z.py", "v/\uFF21.py", "v/\uD83D\uDE00.py", "v/a/dup.py", "v/a/k/n.py", "v/b/x.py");
    assertThat(order(tree, false, "v")).hasSize(3);
  }

  @Test
  void names_that_alembic_passes_over_are_passed_over() {
    TreeOfTexts tree = new TreeOfTexts();
    for (String name :
        List.of(
            "__init__.py",
            "__init__x.py",
            ".#a.py",
            "a.PY",
            "a.pyc",
            "a.txt",
            "sub.py/keep",
            "__pycache__/a.py")) {
      tree.file("v/" + name, "");
    }
    tree.file("v/.hidden.py", "").file("v/#x.py", "").file("v/x.py.py", "");

    assertThat(order(tree, true, "v")).containsExactly("v/#x.py", "v/.hidden.py", "v/x.py.py");
  }

  @Test
  void overlapping_locations_and_links_to_a_sibling_load_a_file_once() {
    TreeOfTexts tree =
        new TreeOfTexts().file("v/a.py", "").file("v/sub/b.py", "").link("v/c.py", "a.py");

    assertThat(order(tree, true, "v", "v/sub", "v")).containsExactly("v/a.py", "v/sub/b.py");
  }

  @Test
  void a_version_location_may_be_a_link_to_a_folder() {
    TreeOfTexts tree = new TreeOfTexts().file("real/a.py", "").link("v", "real");

    assertThat(order(tree, false, "v")).containsExactly("real/a.py");
  }

  @Test
  void the_name_behind_a_link_decides() {
    TreeOfTexts tree =
        new TreeOfTexts()
            .file("text.txt", "")
            .file("code.py", "")
            .link("v/a.py", "../text.txt")
            .link("v/b.txt", "../code.py");

    assertThat(order(tree, false, "v")).containsExactly("code.py");
  }

  @Test
  void a_link_to_nothing_fails_where_it_would_be_a_revision() {
    TreeOfTexts tree = new TreeOfTexts().link("v/b.py", "gone.py").link("v/c.py", "gone.txt");

    assertThat(read(tree, false).problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.code()).hasToString("RT303");
          assertThat(problem.severity()).isEqualTo(Severity.FAILURE);
          assertThat(problem.path()).isEqualTo("v/b.py");
        });
  }

  @Test
  @DisplayName(
      "F51 submodules, links out of the repository and LFS pointers are named, not followed")
  void what_is_not_followed_is_named() {
    TreeOfTexts tree =
        new TreeOfTexts()
            .submodule("v/sub")
            .link("v/out.py", "../../etc/x.py")
            .link("v/round.py", "round.py")
            .file(
                "v/lfs.py", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n");

    assertThat(read(tree, true).undecidable())
        .extracting(Undecidable::path)
        .containsExactly("v/lfs.py", "v/out.py", "v/round.py", "v/sub");
    assertThat(tree.reads().stream().flatMap(List::stream))
        .allSatisfy(path -> assertThat(tree.entries()).containsKey(path));
  }

  @Test
  void a_compiled_file_counts_only_without_its_source_and_only_where_it_is_asked_for() {
    TreeOfTexts tree =
        new TreeOfTexts()
            .file("v/a.py", "revision = 'a'\ndown_revision = None\n")
            .file("v/a.pyc", "")
            .file("v/b.pyc", "")
            .file("v/__pycache__/a.cpython-313.pyc", "")
            .file("v/__pycache__/c.cpython-313.pyc", "");
    assertThat(order(tree, false, "v")).containsExactly("v/a.py");
    assertThat(HistoryReader.loadOrder(tree, environment(false, true, "v")))
        .containsExactly("v/a.py", "v/b.pyc", "v/__pycache__/c.cpython-313.pyc");
  }

  @Test
  @DisplayName("A23 a file that is too large is not even asked for")
  void a_large_file_is_not_read() {
    TreeOfTexts tree = new TreeOfTexts().file("v/a.py", "#".repeat(2_000_000));

    assertThat(read(tree, false).problems())
        .extracting(Problem::severity)
        .containsExactly(Severity.FAILURE);
    assertThat(tree.reads()).isEmpty();
  }

  @Test
  void all_files_that_the_cache_does_not_hold_are_read_in_one_request() {
    Map<String, RevisionFile> kept = new HashMap<>();
    RevisionCache cache =
        new RevisionCache() {
          @Override
          public Optional<RevisionFile> find(String blob, String name) {
            return Optional.ofNullable(kept.get(blob + name));
          }

          @Override
          public void keep(String blob, String name, RevisionFile file) {
            kept.put(blob + name, file);
          }
        };
    HistoryReader reader = new HistoryReader(cache);
    TreeOfTexts first =
        new TreeOfTexts().revision("v/a.py", "a", "None").revision("v/b.py", "b", "'a'");
    History history = reader.read(first, environment(false, false, "v"));
    assertThat(history.heads()).containsExactly("b");
    assertThat(first.reads()).containsExactly(List.of("v/a.py", "v/b.py"));

    TreeOfTexts moved =
        new TreeOfTexts()
            .revision("w/a.py", "a", "None")
            .revision("w/b.py", "b", "'a'")
            .revision("w/c.py", "c", "'b'");
    History again = reader.read(moved, environment(false, false, "w"));
    assertThat(again.heads()).containsExactly("c");
    assertThat(moved.reads()).containsExactly(List.of("w/c.py"));
    assertThat(again.revisions()).extracting(Revision::path).allMatch(p -> p.startsWith("w/"));
  }

  @Test
  void a_path_concerns_an_environment_by_its_configuration_or_its_version_locations() {
    Environment flat =
        new Environment(
            "mig",
            Optional.of("conf/alembic.ini"),
            List.of("mig/versions"),
            false,
            false,
            Map.of(),
            List.of());
    for (String path :
        List.of(
            "mig/versions/a.py",
            "mig/versions",
            "conf/alembic.ini",
            "conf/pyproject.toml",
            ".github/retort.yml")) {
      assertThat(HistoryReader.concerns(flat, path)).as(path).isTrue();
    }
    for (String path :
        List.of("mig/env.py", "mig/versions/x/a.py", "mig/versions2/a.py", "pyproject.toml")) {
      assertThat(HistoryReader.concerns(flat, path)).as(path).isFalse();
    }
    assertThat(HistoryReader.concerns(environment(true, false, "v"), "v/x/a.py")).isTrue();
  }
}
