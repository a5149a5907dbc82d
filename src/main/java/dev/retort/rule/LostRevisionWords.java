package dev.retort.rule;

import dev.retort.evidence.GitEvidence.Trace;
import dev.retort.evidence.PastRevisions.Lost;

/// What git tells of a revision that the tree does not have.
public final class LostRevisionWords {
  private LostRevisionWords() {}

  /// What became of it, as part of a sentence.
  public static Prose clause(Lost lost) {
    String id = lost.revision().id();
    Prose commit = commit(lost.by());
    return switch (lost.fate()) {
      case DELETED -> commit.text(" deleted the file of ").id(id);
      case UNCOMMITTED ->
          commit.text(" has the file of ").id(id).text(", and the working tree does not");
      case LOST_IN_MERGE -> commit.text(" added the file of ").id(id).text(", and a merge lost it");
      case ELSEWHERE -> commit.text(" on another branch has the file of ").id(id);
      case RENAMED -> Prose.EMPTY.id(id).text(" has another id since ").then(commit);
    };
  }

  /// A commit with its day.
  public static Prose commit(Trace trace) {
    return Prose.of("commit ").code(trace.shortCommit()).text(" of " + trace.day());
  }
}
