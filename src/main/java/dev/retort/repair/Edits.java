package dev.retort.repair;

import dev.retort.change.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything that a repair writes and takes away.
///
/// @param parentEdits what happens to which revision's parents
/// @param fileEdits the same as bytes: every file changed, with its content before and after
/// @param adds a revision file that is written
/// @param puts files that are written whole: ones of the base that come back, and ones that move
/// @param removes paths that are taken away
public record Edits(
    List<ParentEdit> parentEdits,
    List<FileEdit> fileEdits,
    Optional<AddedRevision> adds,
    List<PutFile> puts,
    List<String> removes) {
  public Edits {
    parentEdits = List.copyOf(parentEdits);
    fileEdits = List.copyOf(fileEdits);
    puts = List.copyOf(puts);
    removes = List.copyOf(removes);
  }

  /// Lines of files alone: no revision gets other parents.
  public static Edits of(List<FileEdit> fileEdits) {
    return new Edits(List.of(), fileEdits, Optional.empty(), List.of(), List.of());
  }

  /// Whether files change and none comes or goes.
  public boolean isInPlace() {
    return adds.isEmpty() && puts.isEmpty() && removes.isEmpty();
  }

  /// Everything that a commit on the head has to hold, by path: the new content, or nothing where
  /// the file goes away.
  public SortedMap<String, Optional<byte[]>> files() {
    SortedMap<String, Optional<byte[]>> files = new TreeMap<>();
    removes.forEach(path -> files.put(path, Optional.empty()));
    fileEdits.forEach(edit -> files.put(edit.path(), Optional.of(edit.after())));
    puts.forEach(put -> files.put(put.path(), Optional.of(put.content())));
    adds.ifPresent(added -> files.put(added.path(), Optional.of(added.content())));
    return files;
  }

  /// A tree as it is with everything written and taken away.
  public Snapshot appliedTo(Snapshot tree) {
    Map<String, byte[]> written = new TreeMap<>();
    files().forEach((path, content) -> content.ifPresent(bytes -> written.put(path, bytes)));
    return tree.with(written, removes);
  }

  /// A unified diff of a tree and the same tree with these edits, which `git apply` takes.
  String patch(Snapshot tree) {
    SortedMap<String, Optional<byte[]>> files = files();
    Map<String, byte[]> before = tree.read(files.keySet());
    SortedMap<String, UnifiedDiff.Change> changes = new TreeMap<>();
    files.forEach((path, after) ->
        changes.put(path, new UnifiedDiff.Change(Optional.ofNullable(before.get(path)), after)));
    return UnifiedDiff.of(changes);
  }

  /// A revision gets other parents.
  public record ParentEdit(String path, String revision, List<String> from, List<String> to) {
    public ParentEdit {
      from = List.copyOf(from);
      to = List.copyOf(to);
    }
  }

  /// A file that is written whole.
  public record PutFile(String path, byte[] content) {}

  /// A revision that is written.
  public record AddedRevision(
      String path, String revision, List<String> downRevisions, byte[] content) {
    public AddedRevision {
      downRevisions = List.copyOf(downRevisions);
    }
  }
}
