package dev.retort.repair;

import dev.retort.alembic.Docstring;
import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionFile;
import dev.retort.change.HistoryChange;
import dev.retort.repair.Edits.AddedRevision;
import dev.retort.rule.Prose;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A repair in the making: what is to be edited, added, put back or taken away, and the history
/// that it would make, computed without touching a byte. Steps build on one another; only the
/// finished draft is written out and proved.
///
/// @param change what is being repaired
/// @param edits by path
/// @param adds a revision to write
/// @param puts files to write as they are, by path: those of the base that come back
/// @param contents the bytes of those that the base does not have, by path
/// @param removes paths to take away
/// @param evidence what speaks for it beside the graph, one clause each
public record Draft(
    HistoryChange change,
    Map<String, RevisionEdit> edits,
    Optional<AddedRevision> adds,
    Map<String, RevisionFile> puts,
    Map<String, byte[]> contents,
    Set<String> removes,
    List<Prose> evidence) {
  public Draft {
    edits = Collections.unmodifiableMap(new LinkedHashMap<>(edits));
    puts = Collections.unmodifiableMap(new LinkedHashMap<>(puts));
    contents = Collections.unmodifiableMap(new LinkedHashMap<>(contents));
    removes = Collections.unmodifiableSet(new LinkedHashSet<>(removes));
    evidence = List.copyOf(evidence);
  }

  public static Draft of(HistoryChange change) {
    return new Draft(change, Map.of(), Optional.empty(), Map.of(), Map.of(), Set.of(), List.of());
  }

  /// The change as it would be with this repair.
  HistoryChange outcome() {
    if (untouched()) {
      return change;
    }
    List<RevisionFile> files = new ArrayList<>();
    for (RevisionFile file : change.after().files()) {
      if (removes.contains(file.path()) || puts.containsKey(file.path())) {
        continue;
      }
      RevisionEdit edit = edits.get(file.path());
      files.add(edit == null ? file : edited(file, edit));
    }
    files.addAll(puts.values());
    adds.ifPresent(added -> files.add(read(added)));
    return new HistoryChange(
        change.environment(),
        change.before(),
        change.mergeBase(),
        History.of(change.after().environment(), files),
        change.change());
  }

  public boolean untouched() {
    return edits.isEmpty() && adds.isEmpty() && puts.isEmpty() && removes.isEmpty();
  }

  Draft with(RevisionEdit edit) {
    return withAll(List.of(edit));
  }

  Draft withAll(Collection<RevisionEdit> others) {
    Map<String, RevisionEdit> more = new LinkedHashMap<>(edits);
    others.forEach(edit -> more.put(edit.was().path(), edit));
    return new Draft(change, more, adds, puts, contents, removes, evidence);
  }

  /// How a revision of the outcome is edited so far; empty for one that the draft writes whole.
  Optional<RevisionEdit> editOf(Revision revision) {
    if (adds.filter(each -> each.path().equals(revision.path())).isPresent()
        || puts.containsKey(revision.path())) {
      return Optional.empty();
    }
    RevisionEdit here = edits.get(revision.path());
    if (here != null && !here.moves()) {
      return Optional.of(here);
    }
    return Optional.of(
        edits.values().stream()
            .filter(each -> each.path().equals(revision.path()))
            .findFirst()
            .orElseGet(() -> RevisionEdit.none(revision)));
  }

  Draft adding(AddedRevision revision) {
    return new Draft(change, edits, Optional.of(revision), puts, contents, removes, evidence);
  }

  /// A file of the base comes back.
  Draft putting(RevisionFile file) {
    Map<String, RevisionFile> more = new LinkedHashMap<>(puts);
    more.put(file.path(), file);
    Set<String> fewer = new LinkedHashSet<>(removes);
    fewer.remove(file.path());
    return new Draft(change, edits, adds, more, contents, fewer, evidence);
  }

  /// A file comes back that not even the base has.
  Draft putting(RevisionFile file, byte[] content) {
    Map<String, byte[]> more = new LinkedHashMap<>(contents);
    more.put(file.path(), content);
    return new Draft(change, edits, adds, puts, more, removes, evidence).putting(file);
  }

  Draft removing(String path) {
    Set<String> more = new LinkedHashSet<>(removes);
    more.add(path);
    return new Draft(change, edits, adds, puts, contents, more, evidence);
  }

  /// The same with one more clause that speaks for it, unless it is said already.
  public Draft because(Prose clause) {
    if (evidence.contains(clause)) {
      return this;
    }
    List<Prose> more = new ArrayList<>(evidence);
    more.add(clause);
    return new Draft(change, edits, adds, puts, contents, removes, more);
  }

  private static RevisionFile edited(RevisionFile file, RevisionEdit edit) {
    return new RevisionFile(
        file.path(), file.blob(), Optional.of(edit.becomes()), file.undecidable(), file.problems());
  }

  private static RevisionFile read(AddedRevision added) {
    return new RevisionFile(
        added.path(),
        "",
        Optional.of(
            new Revision(
                added.revision(),
                new Revision.Source(added.path(), "", 1),
                added.downRevisions(),
                added.downRevisions().size() > 1,
                List.of(),
                List.of(),
                Revision.Values.NONE,
                Docstring.NONE,
                Revision.Bodies.NONE)),
        List.of(),
        List.of());
  }
}
