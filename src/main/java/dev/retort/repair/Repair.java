package dev.retort.repair;

import dev.retort.alembic.Condition;
import java.util.List;
import java.util.Optional;

/// Edits that make findings go away, with the proof that they do.
///
/// @param strategy which way it goes
/// @param summary one line for people
/// @param parentEdits what happens to which revision's parents
/// @param fileEdits the same as bytes: every file changed, with its content before and after
/// @param adds a revision file that it adds
/// @param safety how safe it is for databases that exist
/// @param proof the condition of the history re-read after the edits
/// @param patch a unified diff that `git apply` takes
public record Repair(
    Strategy strategy,
    String summary,
    List<ParentEdit> parentEdits,
    List<FileEdit> fileEdits,
    Optional<AddedRevision> adds,
    Safety safety,
    Condition proof,
    String patch) {
  public Repair {
    parentEdits = List.copyOf(parentEdits);
    fileEdits = List.copyOf(fileEdits);
  }

  /// The ways to repair, by the word that people type and scripts read.
  public enum Strategy {
    REPOINT,
    MERGE;

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

  /// A revision that the repair writes.
  public record AddedRevision(
      String path, String revision, List<String> downRevisions, byte[] content) {
    public AddedRevision {
      downRevisions = List.copyOf(downRevisions);
    }
  }
}
