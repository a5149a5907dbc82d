package dev.retort.evidence;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionFile;
import dev.retort.alembic.RevisionFileReader;
import dev.retort.evidence.GitEvidence.Deed;
import dev.retort.evidence.GitEvidence.Trace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What revision files used to declare, read out of git's evidence: where a revision went that is
/// missed now, and what parents one had before somebody edited it.
///
/// Contents are read when something is first asked, so that a whole history costs nothing.
public final class PastRevisions {
  private final GitEvidence evidence;
  private final Map<String, List<Trace>> byPath = new HashMap<>();
  private final Map<String, List<Trace>> byCommit = new HashMap<>();
  private Optional<Map<String, List<Version>>> versions = Optional.empty();
  private Optional<Placed> placed = Optional.empty();

  private PastRevisions(GitEvidence evidence) {
    this.evidence = evidence;
    for (Trace trace : evidence.traces()) {
      byPath.computeIfAbsent(trace.path(), none -> new ArrayList<>(2)).add(trace);
      byCommit.computeIfAbsent(trace.commit(), none -> new ArrayList<>(2)).add(trace);
    }
  }

  public static PastRevisions of(GitEvidence evidence) {
    return new PastRevisions(evidence);
  }

  public GitEvidence evidence() {
    return evidence;
  }

  /// What became of a revision.
  public enum Fate {
    /// A commit deleted its file.
    DELETED,
    /// The commit that is checked out has its file, and the working tree does not.
    UNCOMMITTED,
    /// Its file was added on a line of commits that was merged, and did not survive the merge.
    LOST_IN_MERGE,
    /// Its file is on another branch.
    ELSEWHERE,
    /// Its file is still there, and declares another id.
    RENAMED
  }

  /// A revision that the tree does not have.
  ///
  /// @param revision as its file declared it last
  /// @param file the same with everything that was read of it
  /// @param content that file's bytes
  /// @param by the commit that tells: the one that took it, or else the one that brought it
  /// @param now the revision that took its place, where it was renamed
  public record Lost(
      Revision revision,
      RevisionFile file,
      byte[] content,
      Fate fate,
      Trace by,
      Optional<Revision> now) {}

  /// Whether all of these files were once part of a history, and on no other line of commits alone.
  public boolean wereHere(Collection<RevisionFile> files, History history) {
    return files.stream()
        .map(RevisionFile::revision)
        .flatMap(Optional::stream)
        .allMatch(revision ->
            lost(revision.id(), history).filter(each -> each.fate() != Fate.ELSEWHERE).isPresent());
  }

  /// Parents that a revision had.
  public record Earlier(List<String> parents, Trace by) {
    public Earlier {
      parents = List.copyOf(parents);
    }
  }

  private record Version(RevisionFile file, Revision revision, byte[] content, String path) {}

  /// Every id that a file declared once.
  public Set<String> ids() {
    return Set.copyOf(versions().keySet());
  }

  /// The last that git knows of an id that the history does not declare.
  public Optional<Lost> lost(String id, History history) {
    List<Version> declared = versions().getOrDefault(id, List.of());
    Optional<Lost> elsewhere = Optional.empty();
    for (Version version : declared) {
      Optional<Lost> found = lost(version, history);
      if (found.isPresent() && found.get().fate() != Fate.ELSEWHERE) {
        return found;
      }
      elsewhere = elsewhere.or(() -> found);
    }
    return elsewhere;
  }

  private Optional<Lost> lost(Version version, History history) {
    String blob = version.revision().blob();
    Optional<Revision> stands = at(version.path(), history);
    List<Trace> traces = byPath.getOrDefault(version.path(), List.of());
    Optional<Trace> gone =
        traces.stream()
            .filter(trace -> !trace.elsewhere())
            .filter(trace -> trace.before().filter(blob::equals).isPresent())
            .findFirst();
    if (stands.isPresent()) {
      return gone.map(by -> lost(version, Fate.RENAMED, by, stands));
    }
    if (gone.isPresent()) {
      Optional<Revision> heir = heir(version, gone.get(), history);
      Fate fate = gone.get().deed() == Deed.UNCOMMITTED ? Fate.UNCOMMITTED : Fate.DELETED;
      return Optional.of(lost(version, heir.isPresent() ? Fate.RENAMED : fate, gone.get(), heir));
    }
    return traces.stream()
        .filter(trace -> trace.after().filter(blob::equals).isPresent())
        .findFirst()
        .map(by ->
            lost(
                version,
                by.elsewhere() ? Fate.ELSEWHERE : Fate.LOST_IN_MERGE,
                by,
                Optional.empty()));
  }

  private static Lost lost(Version version, Fate fate, Trace by, Optional<Revision> now) {
    return new Lost(version.revision(), version.file(), version.content(), fate, by, now);
  }

  /// The revision that the deleting commit added and that does the same work.
  private Optional<Revision> heir(Version version, Trace gone, History history) {
    if (gone.deed() != Deed.DELETED || version.revision().bodies().upgrade().isEmpty()) {
      return Optional.empty();
    }
    return byCommit.getOrDefault(gone.commit(), List.of()).stream()
        .filter(trace -> trace.deed() == Deed.ADDED)
        .flatMap(trace -> at(trace.path(), history).stream())
        .filter(now -> now.bodies().equals(version.revision().bodies()))
        .filter(now -> now.docstring().message().equals(version.revision().docstring().message()))
        .findFirst();
  }

  private Optional<Revision> at(String path, History history) {
    if (placed.filter(each -> each.history().equals(history)).isEmpty()) {
      Map<String, Revision> byPath = new HashMap<>();
      history.revisions().forEach(each -> byPath.put(each.path(), each));
      placed = Optional.of(new Placed(history, byPath));
    }
    return placed.map(each -> each.byPath().get(path));
  }

  /// The revisions of the history that was asked about last.
  private record Placed(History history, Map<String, Revision> byPath) {}

  /// The parents that a file's revision had before the youngest commit that changed them.
  public Optional<Earlier> parentsOf(Revision revision) {
    for (Trace trace : byPath.getOrDefault(revision.path(), List.of())) {
      if (trace.elsewhere() || trace.before().isEmpty()) {
        continue;
      }
      Optional<Revision> was =
          versions().getOrDefault(revision.id(), List.of()).stream()
              .map(Version::revision)
              .filter(each -> each.blob().equals(trace.before().get()))
              .findFirst();
      if (was.isPresent()
          && !Set.copyOf(was.get().downRevisions()).equals(Set.copyOf(revision.downRevisions()))) {
        return Optional.of(new Earlier(was.get().downRevisions(), trace));
      }
    }
    return Optional.empty();
  }

  /// The commit that brought a file, as far as git's history goes.
  public Optional<Trace> added(String path) {
    List<Trace> traces = byPath.getOrDefault(path, List.of());
    return traces.reversed().stream()
        .filter(trace -> trace.deed() == Deed.ADDED && !trace.elsewhere())
        .findFirst();
  }

  /// The commit on another line that has a revision's file as well: it was picked from there, or
  /// taken there.
  public Optional<Trace> alsoElsewhere(Revision revision) {
    return byPath.getOrDefault(revision.path(), List.of()).stream()
        .filter(trace -> trace.elsewhere() && trace.after().isPresent())
        .findFirst();
  }

  /// The youngest commit that left a file as none of the merged lines had it.
  public Optional<Trace> merged(String path) {
    return byPath.getOrDefault(path, List.of()).stream()
        .filter(trace -> trace.deed() == Deed.MERGED && !trace.elsewhere())
        .findFirst();
  }

  /// By the id that they declare, the youngest version first.
  private Map<String, List<Version>> versions() {
    if (versions.isEmpty()) {
      Map<String, List<Version>> read = new LinkedHashMap<>();
      Set<String> seen = new HashSet<>();
      for (Trace trace : evidence.traces()) {
        trace.before().ifPresent(blob -> read(trace.path(), blob, seen, read));
        trace.after().ifPresent(blob -> read(trace.path(), blob, seen, read));
      }
      versions = Optional.of(read);
    }
    return versions.get();
  }

  private void read(
      String path, String blob, Set<String> seen, Map<String, List<Version>> versions) {
    byte[] content = evidence.lost().get(blob);
    if (content == null || !seen.add(blob + path)) {
      return;
    }
    RevisionFile file = RevisionFileReader.read(path, blob, content);
    file.revision()
        .ifPresent(revision ->
            versions
                .computeIfAbsent(revision.id(), none -> new ArrayList<>(1))
                .add(new Version(file, revision, content, path)));
  }
}
