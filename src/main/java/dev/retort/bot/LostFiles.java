package dev.retort.bot;

import dev.retort.alembic.BranchLabel;
import dev.retort.alembic.Environment;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.SourceTree.Entry;
import dev.retort.alembic.SourceTree.Kind;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.evidence.GitEvidence;
import dev.retort.evidence.GitEvidence.Deed;
import dev.retort.evidence.GitEvidence.Depth;
import dev.retort.evidence.GitEvidence.Trace;
import dev.retort.evidence.PastRevisions;
import dev.retort.evidence.PastRevisions.Lost;
import dev.retort.forge.ForgeException;
import dev.retort.forge.Reads;
import dev.retort.forge.Reads.CommitDiff;
import dev.retort.forge.Reads.PastCommit;
import dev.retort.forge.Repository;
import dev.retort.python.PythonReader;
import dev.retort.rule.Finding;
import dev.retort.rule.OtherHistory;
import dev.retort.verdict.Verdict.Judged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The question to GitHub what became of revisions that a change misses: which commit of the base
/// took their files away, and what these held.
///
/// Nothing is asked unless something is missed. Then it takes one request for each version
/// location, one for each commit until everything is found, and for each that took away something
/// missed one for its tree and one for each such file.
final class LostFiles {
  private static final Logger LOG = LoggerFactory.getLogger(LostFiles.class);

  /// Of each version location, and in all.
  private static final int MOST_COMMITS = 20;

  private static final int MOST_FOLDERS = 5;
  private static final int MOST_CONTENTS = 30;
  private static final int MOST_IDS = 50;

  /// Lines of a revision file that name another one's id.
  private static final List<String> REFERENCES =
      List.of("-down_revision", "-depends_on", "-Revises:");

  private final Reads forge;

  LostFiles(Reads forge) {
    this.forge = forge;
  }

  /// What the base's history tells of the revisions whose lack fails a change. An answer that is
  /// refused or fails makes the evidence smaller, and nothing else.
  ///
  /// @param tip the base's
  /// @return [GitEvidence#NONE] where nothing is missed or no commit of it was found
  /// @throws ForgeException.Unavailable where GitHub's limit is reached
  GitEvidence evidence(Repository repository, String tip, List<Judged> all) {
    Search search = new Search(repository, tip);
    try {
      for (Judged judged : all) {
        Set<String> missed = missed(judged);
        if (!missed.isEmpty()) {
          search.in(judged.change(), missed);
        }
      }
    } catch (ForgeException e) {
      if (e instanceof ForgeException.Unavailable later && later.limited()) {
        throw e;
      }
      LOG.info("{}: what became of a file is not known: {}", repository.fullName(), e.getMessage());
      search.whole = false;
    }
    GitEvidence found = search.evidence();
    return found.traces().isEmpty() ? GitEvidence.NONE : found;
  }

  /// The ids that neither side of the change has had since they parted: what became of others, the
  /// trees tell.
  private static Set<String> missed(Judged judged) {
    HistoryChange change = judged.change();
    Set<String> missed = new LinkedHashSet<>();
    for (Finding finding : judged.findings()) {
      if (finding.fails() && finding.code() == RuleCode.MISSING_PARENT) {
        finding.counterpart().ifPresent(missed::add);
      } else if (finding.fails() && finding.code() == RuleCode.MISSING_DEPENDENCY) {
        change.added().forEach(revision -> missed.addAll(revision.dependsOn()));
      } else if (finding.isNew() && finding.fact() instanceof OtherHistory other) {
        missed.addAll(other.missed());
      }
    }
    if (missed.isEmpty()) {
      return missed;
    }
    for (Revision revision : change.after().revisions()) {
      missed.remove(revision.id());
      revision.branchLabels().stream().map(BranchLabel::name).forEach(missed::remove);
    }
    missed.removeIf(id ->
        id.isEmpty()
            || change.before().revision(id).isPresent()
            || change.mergeBase().revision(id).isPresent());
    return missed;
  }

  /// A file in a commit.
  private record Touched(PastCommit commit, CommitDiff.File file) {}

  /// The commits that were read, over all environments.
  private final class Search {
    private final Repository repository;
    private final String tip;
    private final List<Touched> touched = new ArrayList<>();
    private final Map<Touched, String> before = new HashMap<>();
    private final Map<String, byte[]> contents = new HashMap<>();
    private int commits;
    private boolean whole = true;

    Search(Repository repository, String tip) {
      this.repository = repository;
      this.tip = tip;
    }

    void in(HistoryChange change, Set<String> missed) {
      Environment environment = change.environment();
      Set<String> wanted = new LinkedHashSet<>();
      missed.stream().limit(MOST_IDS).forEach(wanted::add);
      List<Touched> unread = new ArrayList<>();
      for (PastCommit commit : commits(environment)) {
        if (commits == MOST_COMMITS) {
          whole = false;
          return;
        }
        commits++;
        CommitDiff diff = forge.diff(repository, commit.id());
        whole &= diff.complete();
        List<Touched> fresh =
            diff.files().stream()
                .filter(file ->
                    concerns(environment, file.path())
                        || concerns(environment, file.previousPath()))
                .map(file -> new Touched(commit, file))
                .toList();
        touched.addAll(fresh);
        unread.addAll(fresh);
        if (found(wanted, change.after(), unread, fresh)) {
          return;
        }
      }
    }

    private static boolean concerns(Environment environment, String path) {
      return path.endsWith(".py") && HistoryReader.concerns(environment, path);
    }

    /// The youngest first.
    private List<PastCommit> commits(Environment environment) {
      List<String> folders = environment.versionLocations();
      whole &= folders.size() <= MOST_FOLDERS;
      Map<String, PastCommit> commits = new LinkedHashMap<>();
      for (String folder : folders.stream().limit(MOST_FOLDERS).toList()) {
        List<PastCommit> listed = forge.commitsTouching(repository, tip, folder, MOST_COMMITS);
        whole &= listed.size() < MOST_COMMITS;
        listed.forEach(commit -> commits.put(commit.id(), commit));
      }
      // One folder's are in the order of their history, which dates may get wrong.
      return folders.size() == 1
          ? List.copyOf(commits.values())
          : commits.values().stream()
              .sorted(Comparator.comparing(PastCommit::date).reversed())
              .toList();
    }

    /// Reads what may have declared an id that is wanted, and what that one was built on.
    ///
    /// @param wanted grows
    /// @param unread shrinks
    /// @param fresh those of the unread that were not looked at yet
    /// @return whether all that is wanted is found
    private boolean found(
        Set<String> wanted, History after, List<Touched> unread, List<Touched> fresh) {
      List<Touched> next = fresh;
      while (true) {
        List<Touched> worthReading =
            next.stream().filter(each -> mayHaveDeclared(each.file(), wanted)).toList();
        if (worthReading.isEmpty()) {
          return false;
        }
        unread.removeAll(worthReading);
        read(worthReading);
        PastRevisions past = PastRevisions.of(evidence());
        Set<String> below = new LinkedHashSet<>();
        boolean all = true;
        for (String id : wanted) {
          Optional<Lost> lost = past.lost(id, after);
          all &= lost.isPresent();
          lost.filter(each -> each.now().isEmpty())
              .map(Lost::revision)
              .ifPresent(revision -> {
                below.addAll(revision.downRevisions());
                below.addAll(revision.dependsOn());
              });
        }
        below.removeIf(id -> id.isEmpty() || after.revision(id).isPresent() || wanted.contains(id));
        if (below.isEmpty()) {
          return all;
        }
        if (wanted.size() + below.size() > MOST_IDS) {
          whole = false;
          return true;
        }
        wanted.addAll(below);
        next = List.copyOf(unread);
      }
    }

    private void read(List<Touched> files) {
      for (Touched each : files) {
        Optional<String> parent = each.commit().parent();
        if (parent.isEmpty()) {
          continue;
        }
        Snapshot tree = forge.snapshot(repository, parent.get());
        String path = each.file().previousPath();
        Entry entry = tree.entries().get(path);
        if (entry == null || entry.kind() != Kind.FILE) {
          continue;
        }
        before.put(each, entry.blob());
        if (contents.containsKey(entry.blob())
            || entry.size() <= 0
            || entry.size() > PythonReader.MOST_BYTES) {
          continue;
        }
        if (contents.size() == MOST_CONTENTS) {
          whole = false;
          return;
        }
        tree.read(List.of(path)).values().forEach(bytes -> contents.put(entry.blob(), bytes));
      }
    }

    GitEvidence evidence() {
      if (touched.isEmpty()) {
        return GitEvidence.NONE;
      }
      List<Trace> traces = new ArrayList<>();
      touched.forEach(each -> traces.addAll(traces(each)));
      return new GitEvidence(whole ? Depth.FULL : Depth.PARTIAL, traces, contents);
    }

    private List<Trace> traces(Touched each) {
      CommitDiff.File file = each.file();
      Optional<String> was = Optional.ofNullable(before.get(each));
      Optional<String> is = Optional.of(file.blob());
      return switch (file.status()) {
        case ADDED -> List.of(trace(each, file.path(), Deed.ADDED, Optional.empty(), is));
        case REMOVED -> List.of(trace(each, file.path(), Deed.DELETED, is, Optional.empty()));
        case MODIFIED -> List.of(trace(each, file.path(), Deed.EDITED, was, is));
        case RENAMED ->
            List.of(
                trace(each, file.previousPath(), Deed.DELETED, was, Optional.empty()),
                trace(each, file.path(), Deed.ADDED, Optional.empty(), is));
      };
    }

    private static Trace trace(
        Touched each, String path, Deed deed, Optional<String> before, Optional<String> after) {
      return new Trace(path, deed, each.commit().id(), each.commit().date(), before, after, false);
    }
  }

  /// Whether the lines that a commit took from a file may hold the declaration of an id. Only a
  /// reason to read the file: what it declared, reading tells.
  private static boolean mayHaveDeclared(CommitDiff.File file, Set<String> ids) {
    if (file.patch().isEmpty()) {
      return file.status() == CommitDiff.Status.REMOVED;
    }
    return file.patch()
        .lines()
        .filter(line -> line.startsWith("-"))
        .filter(line -> REFERENCES.stream().noneMatch(line::startsWith))
        .anyMatch(line -> ids.stream().anyMatch(line::contains));
  }
}
