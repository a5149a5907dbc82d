package dev.retort.repair;

import dev.retort.alembic.BranchLabel;
import dev.retort.alembic.Condition.Missing;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.evidence.PastRevisions;
import dev.retort.evidence.PastRevisions.Fate;
import dev.retort.evidence.PastRevisions.Lost;
import dev.retort.rule.LostRevisionWords;
import dev.retort.rule.Policy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The return of a missed revision's file as git's history has it, and of the files that it revises
/// and depends on where they are missed as well. A revision is only restored where all that lies
/// below it is there then.
public final class Restore implements Step {
  private static final int LONGEST_CHAIN = 1000;

  private final PastRevisions past;

  private final Predicate<String> wanted;

  public Restore(PastRevisions past) {
    this(past, any -> true);
  }

  /// @param wanted the missed ids to be looked for
  public Restore(PastRevisions past, Predicate<String> wanted) {
    this.past = past;
    this.wanted = wanted;
  }

  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    Draft done = draft;
    Set<String> restored = new HashSet<>();
    Set<String> paths = new HashSet<>();
    now.after().files().forEach(file -> paths.add(file.path()));
    for (String id : missed(now)) {
      if (wanted.test(id) && !restored.contains(id)) {
        for (Lost lost : chain(id, now.after(), restored, paths)) {
          restored.add(lost.revision().id());
          done = done.putting(lost.file(), lost.content()).because(LostRevisionWords.clause(lost));
        }
      }
    }
    return restored.isEmpty() ? Optional.empty() : Optional.of(done);
  }

  /// What the change misses as a parent or dependency and the base does not.
  static List<String> missed(HistoryChange change) {
    Set<Missing> were = Set.copyOf(change.before().condition().missing());
    List<String> missed = new ArrayList<>();
    for (Missing missing : change.after().condition().missing()) {
      if (!were.contains(missing)
          && change.before().revision(missing.parent()).isEmpty()
          && change.mergeBase().revision(missing.parent()).isEmpty()) {
        missed.add(missing.parent());
      }
    }
    missed.addAll(missedDependencies(change));
    return missed;
  }

  /// What revisions that only the change has name in `depends_on` and nothing declares; each as
  /// often as it is named.
  public static List<String> missedDependencies(HistoryChange change) {
    List<String> missed = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    for (Revision revision : change.after().revisions()) {
      revision.branchLabels().stream()
          .filter(BranchLabel::isText)
          .map(BranchLabel::name)
          .forEach(labels::add);
    }
    for (Revision revision : change.added()) {
      revision.dependsOn().stream()
          .filter(id -> !labels.contains(id) && change.after().revision(id).isEmpty())
          .forEach(missed::add);
    }
    return missed;
  }

  /// @param paths that are taken
  /// @return empty where a part of it is not to be had
  private List<Lost> chain(String id, History history, Set<String> restored, Set<String> paths) {
    List<Lost> chain = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Set<String> own = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(id));
    while (!open.isEmpty()) {
      String next = open.poll();
      if (history.revision(next).isPresent() || restored.contains(next) || !seen.add(next)) {
        continue;
      }
      Optional<Lost> lost =
          past.lost(next, history)
              .filter(each -> each.fate() != Fate.RENAMED)
              .filter(each -> !paths.contains(each.file().path()))
              .filter(each -> own.add(each.file().path()))
              .filter(each -> HistoryReader.concerns(history.environment(), each.file().path()))
              .filter(each -> each.file().path().endsWith(".py"));
      if (lost.isEmpty() || chain.size() == LONGEST_CHAIN) {
        return List.of();
      }
      chain.add(lost.get());
      open.addAll(lost.get().revision().downRevisions());
      open.addAll(lost.get().revision().dependsOn());
    }
    paths.addAll(own);
    return chain;
  }
}
