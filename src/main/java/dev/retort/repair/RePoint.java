package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.rule.Branching;
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
    Branching branching = Branching.of(now, policy);
    if (branching.extra().isEmpty()) {
      return Optional.empty();
    }
    if (branching.extra().stream().anyMatch(branch -> isNamed(branch.leaves(), now.after()))) {
      return Optional.empty();
    }
    Optional<NeededOrder> needed = needed(draft, now, branching);
    if (onlyForced && needed.filter(NeededOrder::isForced).isEmpty()) {
      return Optional.empty();
    }
    List<Branching.Branch> branches =
        needed
            .filter(NeededOrder::isForced)
            .map(order -> ordered(now, branching, onlyForced ? order.forced() : order.heads()))
            .orElse(branching.extra());
    Map<String, Line> lines = new HashMap<>();
    SequencedMap<String, RevisionEdit> edits = new LinkedHashMap<>();
    for (Branching.Branch branch : branches) {
      Line line =
          lines.computeIfAbsent(branch.counterpart(), head -> Line.below(now.after(), head));
      List<Revision> moving = moving(now.after(), branch, line);
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
      lines.put(branch.counterpart(), line.extended(branch));
    }
    Draft done = draft.withAll(edits.values());
    for (Branching.Branch branch : branches) {
      if (!branch.rivals().isEmpty()) {
        done =
            done.because(
                Prose.of("nothing tells whether ")
                    .id(branch.leaves().id())
                    .text(" belongs there or to the branch of ")
                    .few(branch.rivals()));
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
      Draft draft, HistoryChange change, Branching branching) {
    boolean whole = isWhole(change, branching);
    List<String> heads = new ArrayList<>();
    if (whole) {
      heads.addAll(branching.kept());
    }
    branching.extra().forEach(branch -> heads.add(branch.head()));
    return heads.size() < 2 ? Optional.empty() : NeededOrder.of(draft, heads);
  }

  /// Whether nothing of the history has to stay where it is, so that any line may come first.
  private static boolean isWhole(HistoryChange change, Branching branching) {
    return change.before().revisions().isEmpty() && branching.kept().size() == 1;
  }

  private static List<Branching.Branch> ordered(
      HistoryChange change, Branching branching, List<String> heads) {
    History history = change.after();
    boolean whole = isWhole(change, branching);
    Map<String, Branching.Branch> known = new HashMap<>();
    branching.extra().forEach(branch -> known.put(branch.head(), branch));
    Set<String> settled = new HashSet<>();
    (whole ? heads.subList(0, 1) : branching.kept())
        .forEach(head -> settled.addAll(Line.below(history, head).ids()));
    List<Branching.Branch> branches = new ArrayList<>();
    for (String head : whole ? heads.subList(1, heads.size()) : heads) {
      List<String> own = own(history, head, settled, change.addedIds());
      settled.addAll(own);
      Branching.Branch branch = known.get(head);
      String counterpart = whole || branch == null ? heads.getFirst() : branch.counterpart();
      Revision leaves = history.revision(own.isEmpty() ? head : own.getFirst()).orElseThrow();
      List<String> rivals = branch == null ? List.of() : branch.rivals();
      branches.add(new Branching.Branch(head, leaves, counterpart, own, rivals));
    }
    return branches;
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
    Line extended(Branching.Branch branch) {
      ids.addAll(branch.own());
      return new Line(branch.head(), ids);
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
