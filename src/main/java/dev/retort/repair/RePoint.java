package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.rule.HeadCount;
import dev.retort.rule.NamedFile;
import dev.retort.rule.Policy;
import dev.retort.rule.Prose;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Another parent for each branch that the change adds, so that it continues the head that it
/// collides with: its lowest revision gets that head as its parent. Several branches are laid one
/// on top of the other, in the order in which they were created, unless what they do to the schema
/// forces another.
///
/// Where the branch joins older revisions of the base by a merge revision of its own, it is that
/// merge which takes up the head instead: then nothing below it has to move.
public final class RePoint implements Step {
  private final boolean onlyForced;

  public RePoint() {
    this(false);
  }

  private RePoint(boolean onlyForced) {
    this.onlyForced = onlyForced;
  }

  /// Of a whole tree, lays only those lines one on top of the other that need one another; the rest
  /// stay heads.
  public static RePoint whereForced() {
    return new RePoint(true);
  }

  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    HeadCount counted = HeadCount.of(now, policy);
    if (counted.extra().isEmpty()) {
      return Optional.empty();
    }
    if (counted.extra().stream().anyMatch(offshoot -> isNamed(offshoot.leaves(), now.after()))) {
      return Optional.empty();
    }
    Optional<NeededOrder> needed = needed(draft, now, counted);
    if (onlyForced && needed.filter(NeededOrder::isForced).isEmpty()) {
      return Optional.empty();
    }
    List<HeadCount.Offshoot> offshoots =
        needed
            .filter(NeededOrder::isForced)
            .map(order -> ordered(now, counted, onlyForced ? order.forced() : order.heads()))
            .orElse(counted.extra());
    Map<String, Line> lines = new HashMap<>();
    SequencedMap<String, RevisionEdit> edits = new LinkedHashMap<>();
    for (HeadCount.Offshoot offshoot : offshoots) {
      Line line =
          lines.computeIfAbsent(offshoot.counterpart(), head -> Line.below(now.after(), head));
      List<Revision> moving = moving(now.after(), offshoot, line);
      if (moving.isEmpty()) {
        return Optional.empty();
      }
      for (Revision revision : moving) {
        Optional<RevisionEdit> edit =
            Optional.ofNullable(edits.get(revision.path())).or(() -> draft.editOf(revision));
        if (edit.isEmpty()) {
          return Optional.empty();
        }
        edits.put(revision.path(), edit.get().withParents(onto(revision, line, now.after())));
      }
      lines.put(offshoot.counterpart(), line.extended(offshoot));
    }
    Draft done = draft.withAll(edits.values());
    for (HeadCount.Offshoot offshoot : offshoots) {
      if (!offshoot.rivals().isEmpty()) {
        done =
            done.because(
                Prose.of("nothing tells whether ")
                    .id(offshoot.leaves().id())
                    .text(" belongs there or to the branch of ")
                    .few(offshoot.rivals()));
      }
    }
    for (Prose clause : needed.map(NeededOrder::clauses).orElse(List.of())) {
      done = done.because(clause);
    }
    return Optional.of(done);
  }

  /// Whether a revision names the file that it continues: it belongs there and nowhere else.
  private static boolean isNamed(Revision revision, History history) {
    return revision.downRevisions().stream()
        .filter(parent -> history.revision(parent).isEmpty())
        .anyMatch(parent -> NamedFile.isHere(parent, history));
  }

  /// In which order the lines can run, where there are several to be ordered: those that a change
  /// adds, and where there is no base all of them.
  private static Optional<NeededOrder> needed(
      Draft draft, HistoryChange change, HeadCount counted) {
    boolean whole = isWhole(change, counted);
    List<String> heads = new ArrayList<>();
    if (whole) {
      heads.addAll(counted.kept());
    }
    counted.extra().forEach(offshoot -> heads.add(offshoot.head()));
    return heads.size() < 2 ? Optional.empty() : NeededOrder.of(draft, heads);
  }

  /// Whether nothing of the history has to stay where it is, so that any line may come first.
  private static boolean isWhole(HistoryChange change, HeadCount counted) {
    return change.before().revisions().isEmpty() && counted.kept().size() == 1;
  }

  private static List<HeadCount.Offshoot> ordered(
      HistoryChange change, HeadCount counted, List<String> heads) {
    History history = change.after();
    boolean whole = isWhole(change, counted);
    Map<String, HeadCount.Offshoot> known = new HashMap<>();
    counted.extra().forEach(offshoot -> known.put(offshoot.head(), offshoot));
    Set<String> settled = new HashSet<>();
    (whole ? heads.subList(0, 1) : counted.kept())
        .forEach(head -> settled.addAll(Line.below(history, head).ids()));
    List<HeadCount.Offshoot> offshoots = new ArrayList<>();
    for (String head : whole ? heads.subList(1, heads.size()) : heads) {
      List<String> own = own(history, head, settled, change.addedIds());
      settled.addAll(own);
      HeadCount.Offshoot offshoot = known.get(head);
      String counterpart = whole || offshoot == null ? heads.getFirst() : offshoot.counterpart();
      Revision leaves = history.revision(own.isEmpty() ? head : own.getFirst()).orElseThrow();
      List<String> rivals = offshoot == null ? List.of() : offshoot.rivals();
      offshoots.add(new HeadCount.Offshoot(head, leaves, counterpart, own, rivals));
    }
    return offshoots;
  }

  /// What leads to a head and is not settled, parents first.
  private static List<String> own(
      History history, String head, Set<String> settled, Set<String> added) {
    Set<String> own = new HashSet<>(Line.below(history, head).ids());
    own.removeAll(settled);
    own.retainAll(added);
    Map<String, Integer> depths = new HashMap<>();
    own.forEach(id -> depths.put(id, history.ancestors(id).size()));
    return own.stream()
        .sorted(Comparator.comparing((String id) -> depths.get(id)).thenComparing(id -> id))
        .toList();
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

    /// Takes the place of this one: among thousands of branches, nobody copies what is below.
    Line extended(HeadCount.Offshoot offshoot) {
      ids.addAll(offshoot.own());
      return new Line(offshoot.head(), ids);
    }
  }

  private static List<Revision> moving(History history, HeadCount.Offshoot offshoot, Line line) {
    Set<String> own = new HashSet<>(offshoot.own());
    List<Revision> lowest = new ArrayList<>();
    Optional<Revision> merge = Optional.empty();
    for (String id : offshoot.own()) {
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
