package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.rule.Branching;
import dev.retort.rule.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Lets each branch that the change adds continue the head that it collides with: its lowest
/// revision gets that head as its parent. Several branches are laid one on top of the other, in the
/// order in which they were created.
///
/// Where the branch joins older revisions of the base by a merge revision of its own, it is that
/// merge which takes up the head instead: then nothing below it has to move.
public final class RePoint implements Step {
  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    Branching branching = Branching.of(now, policy);
    Map<String, Line> lines = new HashMap<>();
    Draft done = draft;
    for (Branching.Branch branch : branching.extra()) {
      Line line =
          lines.computeIfAbsent(branch.counterpart(), head -> Line.below(now.after(), head));
      List<Revision> moving = moving(now.after(), branch, line);
      if (moving.isEmpty()) {
        return Optional.empty();
      }
      for (Revision revision : moving) {
        Optional<RevisionEdit> edit = done.editOf(revision);
        if (edit.isEmpty()) {
          return Optional.empty();
        }
        done = done.with(edit.get().withParents(onto(revision, line, now.after())));
      }
      lines.put(branch.counterpart(), line.extended(branch));
    }
    return branching.extra().isEmpty() ? Optional.empty() : Optional.of(done);
  }

  /// A line of revisions up to its end.
  ///
  /// @param ids all of them, the end included
  private record Line(String tip, Set<String> ids) {
    static Line below(History history, String head) {
      Set<String> ids = new HashSet<>(history.ancestors(head));
      ids.add(head);
      return new Line(head, ids);
    }

    Line extended(Branching.Branch branch) {
      Set<String> more = new HashSet<>(ids);
      more.addAll(branch.own());
      return new Line(branch.head(), more);
    }
  }

  private static List<Revision> moving(History history, Branching.Branch branch, Line line) {
    Set<String> own = new HashSet<>(branch.own());
    List<Revision> lowest = new ArrayList<>();
    Optional<Revision> merge = Optional.empty();
    for (String id : branch.own()) {
      Revision revision = history.revision(id).orElseThrow();
      if (revision.downRevisions().stream().noneMatch(own::contains)) {
        lowest.add(revision);
      } else if (revision.downRevisions().stream().anyMatch(line.ids()::contains)) {
        merge = Optional.of(revision);
      }
    }
    return merge.map(List::of).orElse(lowest);
  }

  /// The parents with the line's end in the place of all that it makes superfluous: what lies below
  /// it, and what does not exist.
  private static List<String> onto(Revision revision, Line line, History history) {
    Set<String> parents = new LinkedHashSet<>();
    for (String parent : revision.downRevisions()) {
      boolean stays = !line.ids().contains(parent) && history.revision(parent).isPresent();
      parents.add(stays ? parent : line.tip());
    }
    parents.add(line.tip());
    return List.copyOf(parents);
  }
}
