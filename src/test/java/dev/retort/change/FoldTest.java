package dev.retort.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.SourceTree.Entry;
import dev.retort.alembic.SourceTree.Kind;
import dev.retort.change.Fold.Landing;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FoldTest {
  private static Snapshot tree(String... pathsAndTexts) {
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      files.put(pathsAndTexts[i], pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    return Snapshot.of("tree", files);
  }

  private static Map<String, String> texts(Snapshot tree) {
    Map<String, String> texts = new HashMap<>();
    tree.read(tree.entries().keySet())
        .forEach((path, bytes) -> texts.put(path, new String(bytes, StandardCharsets.UTF_8)));
    return texts;
  }

  private static Landing land(Snapshot base, Snapshot mergeBase, Snapshot head) {
    return Change.of(base, mergeBase, head).landing();
  }

  @Test
  void what_either_side_added_edited_or_deleted_lands() {
    Landing landing =
        land(
            tree("kept", "1", "edited by base", "2", "deleted by head", "1", "added by base", "1"),
            tree("kept", "1", "edited by base", "1", "deleted by head", "1", "deleted by base", ""),
            tree("kept", "1", "edited by base", "1", "deleted by base", "", "added by head", "1"));

    assertThat(texts(landing.tree()))
        .isEqualTo(
            Map.of("kept", "1", "edited by base", "2", "added by base", "1", "added by head", "1"));
    assertThat(landing.conflicts()).isEmpty();
  }

  @Test
  void the_same_edit_on_both_sides_is_no_conflict() {
    Landing landing = land(tree("a", "2"), tree("a", "1"), tree("a", "2"));

    assertThat(texts(landing.tree())).isEqualTo(Map.of("a", "2"));
    assertThat(landing.conflicts()).isEmpty();
  }

  @Test
  void different_edits_are_a_conflict_and_the_pull_request_s_side_is_judged() {
    Landing landing =
        land(
            tree("both", "base", "deleted by head", "2"),
            tree("both", "1", "deleted by base", "1", "deleted by head", "1"),
            tree("both", "head", "deleted by base", "2", "added", "x"));

    assertThat(landing.conflicts()).containsExactly("both", "deleted by base", "deleted by head");
    assertThat(texts(landing.tree()))
        .isEqualTo(
            Map.of("both", "head", "deleted by base", "2", "deleted by head", "2", "added", "x"));
  }

  @Test
  void a_file_that_one_side_moved_takes_the_other_side_s_edit_along() {
    Landing movedByHead =
        land(tree("old.py", "edited"), tree("old.py", "was"), tree("new.py", "was"));
    Landing movedByBase =
        land(tree("new.py", "was"), tree("old.py", "was"), tree("old.py", "edited"));

    assertThat(texts(movedByHead.tree())).isEqualTo(Map.of("new.py", "edited"));
    assertThat(movedByHead.conflicts()).isEmpty();
    assertThat(texts(movedByBase.tree())).isEqualTo(Map.of("new.py", "edited"));
    assertThat(movedByBase.conflicts()).isEmpty();
  }

  @Test
  void a_folder_in_the_place_of_a_file_is_a_conflict() {
    Landing landing = land(tree("versions", "file"), tree(), tree("versions/a.py", "revision"));

    assertThat(landing.conflicts()).containsExactly("versions");
    assertThat(landing.tree().entries()).containsOnlyKeys("versions/a.py");
  }

  @Test
  @DisplayName("F51 a submodule or a link is folded like a file, by what git says it points at")
  void links_and_submodules_are_entries_like_any_other() {
    Snapshot base = tree("a.py", "1");
    TreeMap<String, Entry> entries = new TreeMap<>(base.entries());
    entries.put("link.py", new Entry("1".repeat(40), Kind.SYMLINK, -1));
    entries.put("library", new Entry("2".repeat(40), Kind.SUBMODULE, -1));
    Snapshot head = new Snapshot("head", entries, base.blobs());

    Landing landing = land(base, base, head);

    assertThat(landing.tree().entries()).isEqualTo(entries);
    assertThat(landing.tree().read(Set.of("library"))).isEmpty();
  }

  @Test
  void a_size_that_one_side_does_not_know_is_no_difference() {
    Snapshot known = tree("a.py", "1");
    TreeMap<String, Entry> entries = new TreeMap<>();
    known
        .entries()
        .forEach((path, entry) -> entries.put(path, new Entry(entry.blob(), entry.kind(), -1)));
    Snapshot unknown = new Snapshot("base", entries, known.blobs());

    assertThat(land(tree("a.py", "2"), unknown, known).conflicts()).isEmpty();
  }
}
