package dev.retort.audit;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.evidence.GitEvidence.Trace;
import dev.retort.evidence.PastRevisions;
import dev.retort.rule.Finding;
import dev.retort.rule.LostRevisionWords;
import dev.retort.rule.Prose;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a search for causes has to go on.
///
/// @param byPath the revisions
/// @param past what git's history tells
record CauseClues(
    HistoryChange change,
    Map<String, Revision> byPath,
    Structure structure,
    List<BranchPoint> branchPoints,
    List<Finding> findings,
    PastRevisions past) {

  static CauseClues into(
      HistoryChange change,
      Structure structure,
      List<BranchPoint> branchPoints,
      List<Finding> findings,
      PastRevisions past) {
    Map<String, Revision> byPath = HashMap.newHashMap(change.after().revisions().size());
    change.after().revisions().forEach(revision -> byPath.put(revision.path(), revision));
    return new CauseClues(change, byPath, structure, branchPoints, findings, past);
  }

  History history() {
    return change.after();
  }

  /// The commit that brought a file, or else the day that its docstring names: ` (commit … of …)`.
  Prose origin(String path) {
    Optional<Trace> added = past.added(path);
    if (added.isPresent()) {
      return Prose.of(" (").then(LostRevisionWords.commit(added.get())).text(")");
    }
    return Optional.ofNullable(byPath.get(path))
        .flatMap(CauseClues::created)
        .map(day -> Prose.of(" (created on " + day + ")"))
        .orElse(Prose.EMPTY);
  }

  /// The day of its `Create Date`, where it starts with one.
  private static Optional<String> created(Revision revision) {
    return revision
        .docstring()
        .createDate()
        .map(String::strip)
        .filter(date -> date.length() >= 10)
        .map(date -> date.substring(0, 10))
        .filter(day -> day.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9')));
  }
}
