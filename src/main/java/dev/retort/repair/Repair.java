package dev.retort.repair;

import dev.retort.alembic.Condition;
import dev.retort.change.Snapshot;
import dev.retort.schema.Upgrade;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Edits that make findings go away, with the proof that they do.
///
/// @param strategy which way it goes
/// @param summary one line for people
/// @param parentEdits what happens to which revision's parents
/// @param fileEdits the same as bytes: every file changed, with its content before and after
/// @param adds a revision file that it writes
/// @param puts files that it writes whole: ones of the base that come back, and ones that move
/// @param removes paths that it takes away
/// @param safety how safe it is for databases that exist
/// @param proof the condition of the history re-read after the edits
/// @param patch a unified diff that `git apply` takes
/// @param upgrade whether an empty database can be upgraded through the repaired history, where
///   that was worked out
public record Repair(
    Strategy strategy,
    String summary,
    List<ParentEdit> parentEdits,
    List<FileEdit> fileEdits,
    Optional<AddedRevision> adds,
    List<PutFile> puts,
    List<String> removes,
    Safety safety,
    Condition proof,
    String patch,
    Optional<Upgrade> upgrade) {
  public Repair {
    parentEdits = List.copyOf(parentEdits);
    fileEdits = List.copyOf(fileEdits);
    puts = List.copyOf(puts);
    removes = List.copyOf(removes);
  }

  /// A repair of which nobody asked what a database says.
  public Repair(
      Strategy strategy,
      String summary,
      List<ParentEdit> parentEdits,
      List<FileEdit> fileEdits,
      Optional<AddedRevision> adds,
      List<PutFile> puts,
      List<String> removes,
      Safety safety,
      Condition proof,
      String patch) {
    this(
        strategy,
        summary,
        parentEdits,
        fileEdits,
        adds,
        puts,
        removes,
        safety,
        proof,
        patch,
        Optional.empty());
  }

  /// The same, with what an empty database would say; where it would refuse what it did not before,
  /// somebody has to consent.
  ///
  /// @param was of the history before the repair
  public Repair upgrading(Upgrade was, Upgrade is) {
    return new Repair(
        strategy,
        summary,
        parentEdits,
        fileEdits,
        adds,
        puts,
        removes,
        safety == Safety.SAFE && (is.isWorseThan(was) || disorders(is)) ? Safety.CONSENT : safety,
        proof,
        patch,
        Optional.of(is));
  }

  /// Whether it joins lines that run in an order in which they cannot.
  private boolean disorders(Upgrade is) {
    return strategy == Strategy.MERGE && is.isTooEarly();
  }

  /// Whether an empty database is known to refuse the repaired history.
  public boolean isRefused() {
    return upgrade.filter(Upgrade.Fails.class::isInstance).isPresent();
  }

  /// A repair that edits and adds, and neither puts nor removes whole files.
  public Repair(
      Strategy strategy,
      String summary,
      List<ParentEdit> parentEdits,
      List<FileEdit> fileEdits,
      Optional<AddedRevision> adds,
      Safety safety,
      Condition proof,
      String patch) {
    this(
        strategy,
        summary,
        parentEdits,
        fileEdits,
        adds,
        List.of(),
        List.of(),
        safety,
        proof,
        patch);
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

  /// The ways to repair, by the word that people type and scripts read.
  public enum Strategy {
    /// Revisions that only the change has get other parents.
    REPOINT,
    /// A merge revision joins the heads.
    MERGE,
    /// What the change did to revisions of the base is undone.
    UNDO,
    /// A revision gets an id of its own.
    RENUMBER,
    /// A reference to a revision that does not exist is led to one that does.
    REPARENT,
    /// A revision that another one makes superfluous goes away: a merge of the same heads, or a
    /// copy.
    DROP,
    /// A file that is missed comes back as git's history has it.
    RESTORE,
    /// A merge that was written with `depends_on` becomes one.
    JOIN,
    /// A merge stops naming what lies below its other parents.
    PRUNE,
    /// A circle is opened at one edge.
    OPEN,
    /// Single lines of new migrations are mended; the graph stays as it is.
    MEND;

    /// Whether people choose it by its word, which is their consent; the others are applied by hand
    /// where they need one.
    public boolean isChosen() {
      return this == REPOINT || this == MERGE;
    }

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// Whether it may be applied.
  public enum Safety {
    /// No database can have run what it changes.
    SAFE,
    /// Somebody has to know that no database has run what it changes.
    CONSENT,
    /// Only shown; a person has to decide and do it.
    SHOWN;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// A revision gets other parents.
  public record ParentEdit(String path, String revision, List<String> from, List<String> to) {
    public ParentEdit {
      from = List.copyOf(from);
      to = List.copyOf(to);
    }
  }

  /// A file that the repair writes whole.
  public record PutFile(String path, byte[] content) {}

  /// A revision that the repair writes.
  public record AddedRevision(
      String path, String revision, List<String> downRevisions, byte[] content) {
    public AddedRevision {
      downRevisions = List.copyOf(downRevisions);
    }
  }
}
