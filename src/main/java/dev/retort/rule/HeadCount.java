package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Order;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionFile;
import dev.retort.alembic.Undecidable;
import dev.retort.change.HistoryChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which heads a history would keep as its own, and which offshoots would be too many.
///
/// It is decided by the graph alone: heads are counted before and after, apart for each set of
/// branch labels. Of the heads that are there after, those that the base has stay; then come those
/// that continue one of the base's heads; the others are too many. A base that had several heads
/// already keeps that number.
///
/// @param kept the heads that stay, sorted
/// @param extra the offshoots that the change adds beyond them, in the order of their creation
/// @param inherited the heads that the base has beyond what is meant, where the change leaves them
/// @param unsure offshoots that begin on what could not be read, so that nobody can tell
/// @param joining what may join offshoots, and nobody can tell
public record HeadCount(
    List<String> kept,
    List<Offshoot> extra,
    List<String> inherited,
    List<Offshoot> unsure,
    Optional<Joining> joining) {
  public HeadCount {
    kept = List.copyOf(kept);
    extra = List.copyOf(extra);
    inherited = List.copyOf(inherited);
    unsure = List.copyOf(unsure);
  }

  /// A line of revisions that ends in a head too many.
  ///
  /// @param head its end
  /// @param leaves the revision where it leaves the rest: the lowest that only this change has, or
  ///   the one of the base that was given other parents, or the head itself
  /// @param counterpart the head that it should continue
  /// @param own the ids of its revisions that only this change has, the lowest first
  /// @param rivals the heads of lines meant apart that it may as well continue: nothing tells to
  ///   which of them, or to the counterpart's, it belongs
  public record Offshoot(
      String head, Revision leaves, String counterpart, List<String> own, List<String> rivals) {
    public Offshoot {
      own = List.copyOf(own);
      rivals = List.copyOf(rivals);
    }
  }

  /// A file of this change that may be a merge, since what it revises cannot be read.
  ///
  /// @param offshoots that it may join; at least one
  public record Joining(String path, List<Offshoot> offshoots) {
    public Joining {
      offshoots = List.copyOf(offshoots);
    }

    /// The ends of the offshoots, and what they may be joined with; sorted.
    List<String> heads() {
      return offshoots.stream()
          .flatMap(offshoot -> Stream.of(offshoot.counterpart(), offshoot.head()))
          .distinct()
          .sorted()
          .toList();
    }
  }

  /// The order in which people made revisions: by what they say of it, then by path; what says
  /// nothing comes last.
  public static final Comparator<Revision> BY_CREATION =
      Order.by((Revision each) -> Created.of(each).orElse("unknown")).thenBy(Revision::path);

  public static HeadCount of(HistoryChange change, Policy policy) {
    return new Counting(change, policy).counted();
  }

  /// The work of counting, over one change.
  private static final class Counting {
    private final History before;
    private final History after;
    private final Policy policy;
    private final HistoryChange change;
    private final Set<String> added;
    private final boolean unread;
    private final boolean everyOneLabelled;
    private final Optional<String> joining;

    Counting(HistoryChange change, Policy policy) {
      this.change = change;
      this.before = change.before();
      this.after = change.after();
      this.policy = policy;
      this.added = change.addedIds();
      this.unread = after.files().stream().anyMatch(file -> file.revision().isEmpty());
      this.joining = firstOfUnknownParents();
      this.everyOneLabelled =
          policy.perLabel()
              && !before.heads().isEmpty()
              && before.heads().stream().noneMatch(head -> before.labels(head).isEmpty());
    }

    HeadCount counted() {
      Map<List<String>, List<String>> were = byLabels(before);
      Map<List<String>, List<String>> are = byLabels(after);
      int growth = excess(are) - excess(were);
      List<String> kept = new ArrayList<>();
      List<String> surplus = new ArrayList<>();
      List<String> inherited = new ArrayList<>();
      are.forEach((labels, heads) -> {
        int had = were.getOrDefault(labels, List.of()).size();
        int stay = Math.min(heads.size(), Math.max(allowed(labels), had));
        List<String> ranked = ranked(heads);
        kept.addAll(ranked.subList(0, stay));
        surplus.addAll(ranked.subList(stay, heads.size()));
        if (stay > allowed(labels)) {
          inherited.addAll(ranked.subList(0, stay));
        }
      });
      kept.sort(null);
      inherited.sort(null);
      boolean unordered = after.undecidable().stream().anyMatch(Undecidable::isOrderedByGit);
      if (growth <= 0 || unordered) {
        kept.addAll(surplus);
        kept.sort(null);
        return new HeadCount(kept, List.of(), inherited, List.of(), Optional.empty());
      }
      List<Offshoot> extra = new ArrayList<>();
      List<Offshoot> unsure = new ArrayList<>();
      List<Offshoot> joined = new ArrayList<>();
      for (Offshoot offshoot : offshoots(kept, surplus)) {
        List<Offshoot> kind =
            mayBeJoined(offshoot) ? joined : isUnsure(offshoot, kept) ? unsure : extra;
        kind.add(offshoot);
      }
      return new HeadCount(
          kept,
          extra,
          inherited,
          unsure,
          joining.filter(_ -> !joined.isEmpty()).map(path -> new Joining(path, joined)));
    }

    private int excess(Map<List<String>, List<String>> groups) {
      int excess = 0;
      for (Map.Entry<List<String>, List<String>> group : groups.entrySet()) {
        excess += Math.max(0, group.getValue().size() - allowed(group.getKey()));
      }
      return excess;
    }

    /// How many heads of one set of labels are meant. Where every head of the base has a label, a
    /// head without any is nobody's.
    private int allowed(List<String> labels) {
      return labels.isEmpty() && everyOneLabelled ? 0 : policy.headsAllowed();
    }

    private Map<List<String>, List<String>> byLabels(History history) {
      Map<List<String>, List<String>> groups =
          new TreeMap<>(Order.by(labels -> String.join("\n", labels)));
      for (String head : history.heads()) {
        List<String> labels = policy.perLabel() ? history.labels(head) : List.of();
        groups.computeIfAbsent(labels, none -> new ArrayList<>()).add(head);
      }
      return groups;
    }

    private List<String> ranked(List<String> heads) {
      Map<String, Integer> ranks = new HashMap<>();
      for (String head : heads) {
        ranks.put(head, rank(head));
      }
      return heads.stream()
          .sorted(
              Order.by((String head) -> ranks.getOrDefault(head, 0))
                  .then(Order.by(this::revision, BY_CREATION)))
          .toList();
    }

    private int rank(String head) {
      if (before.heads().contains(head)) {
        return 0;
      }
      if (!added.contains(head)) {
        return 2;
      }
      Set<String> grounds = new HashSet<>();
      own(head, Set.of(), grounds);
      return before.heads().stream().anyMatch(grounds::contains) ? 1 : 3;
    }

    private List<Offshoot> offshoots(List<String> kept, List<String> surplus) {
      Set<String> settled = new HashSet<>();
      kept.forEach(head -> settled.addAll(own(head, settled, new HashSet<>())));
      List<Offshoot> offshoots = new ArrayList<>();
      for (String head : surplus) {
        List<String> own = own(head, settled, new HashSet<>());
        settled.addAll(own);
        Revision leaves = leaves(head, own);
        List<String> alike = alike(head, kept);
        String counterpart = counterpart(leaves, alike);
        offshoots.add(
            new Offshoot(head, leaves, counterpart, own, rivals(head, leaves, counterpart, alike)));
      }
      offshoots.sort(Order.by(Offshoot::leaves, BY_CREATION));
      return offshoots;
    }

    /// The revisions below a head, itself included, that only this change has and that are not
    /// settled; the lowest first.
    ///
    /// @param grounds receives the parents where the walk leaves the change's own revisions
    private List<String> own(String head, Set<String> settled, Set<String> grounds) {
      Set<String> seen = new HashSet<>();
      Deque<String> open = new ArrayDeque<>(List.of(head));
      while (!open.isEmpty()) {
        String id = open.pop();
        if (!added.contains(id) || settled.contains(id)) {
          grounds.add(id);
        } else if (seen.add(id)) {
          after.declaring(id).forEach(each -> each.downRevisions().forEach(open::push));
        }
      }
      return parentsFirst(seen);
    }

    private List<String> parentsFirst(Set<String> ids) {
      Map<String, Set<String>> waitsFor = new LinkedHashMap<>();
      for (String id : new TreeSet<>(ids)) {
        Set<String> parents = new HashSet<>(revision(id).downRevisions());
        parents.retainAll(ids);
        waitsFor.put(id, parents);
      }
      List<String> ordered = new ArrayList<>();
      Set<String> done = new HashSet<>();
      Deque<String> ready = new ArrayDeque<>();
      waitsFor.entrySet().stream()
          .filter(entry -> entry.getValue().isEmpty())
          .map(Map.Entry::getKey)
          .sorted(Order.by(this::revision, BY_CREATION))
          .forEach(ready::add);
      while (!ready.isEmpty()) {
        String id = ready.poll();
        if (!done.add(id)) {
          continue;
        }
        ordered.add(id);
        for (String child : after.children(id)) {
          Set<String> parents = waitsFor.get(child);
          if (parents != null && parents.remove(id) && parents.isEmpty()) {
            ready.add(child);
          }
        }
      }
      // What lies on a cycle never becomes ready.
      waitsFor.keySet().stream().filter(id -> !done.contains(id)).forEach(ordered::add);
      return ordered;
    }

    private Revision leaves(String head, List<String> own) {
      if (!own.isEmpty()) {
        return revision(own.getFirst());
      }
      Set<String> children = new HashSet<>(before.children(head));
      Optional<Revision> moved =
          change.reparented().stream()
              .map(HistoryChange.Rewritten::after)
              .filter(each -> children.contains(each.id()))
              .findFirst();
      return moved.orElseGet(() -> revision(head));
    }

    /// Nobody merges what the base got only since the change parted from it.
    private boolean mayBeJoined(Offshoot offshoot) {
      String other = offshoot.counterpart();
      return joining.isPresent()
          && (added.contains(other) || change.mergeBase().revision(other).isPresent());
    }

    /// The first file of this change of which nobody knows what it revises.
    private Optional<String> firstOfUnknownParents() {
      List<RevisionFile> closed =
          after.files().stream()
              .filter(file -> file.revision().isEmpty() && !file.undecidable().isEmpty())
              .toList();
      if (closed.isEmpty()) {
        return Optional.empty();
      }
      Set<String> blobs =
          before.files().stream().map(RevisionFile::blob).collect(Collectors.toSet());
      return closed.stream()
          .filter(file -> !blobs.contains(file.blob()))
          .map(RevisionFile::path)
          .findFirst();
    }

    /// Whether an offshoot begins on what a file may declare that could not be read, and no head
    /// that stays is known to go on from there: then they may be one line.
    private boolean isUnsure(Offshoot offshoot, List<String> kept) {
      return !lost(offshoot.leaves()).isEmpty() && beside(offshoot.leaves(), kept).isEmpty();
    }

    /// The parents that nothing declares, where something could not be read.
    private List<String> lost(Revision revision) {
      return unread
          ? revision.downRevisions().stream()
              .filter(parent -> after.revision(parent).isEmpty())
              .toList()
          : List.of();
    }

    /// The kept head that goes on from the same parents, although nothing that could be read
    /// declares them.
    private Optional<String> beside(Revision leaves, List<String> kept) {
      List<String> lost = lost(leaves);
      return lost.isEmpty()
          ? Optional.empty()
          : after.revisions().stream()
              .filter(each -> !each.id().equals(leaves.id()))
              .filter(each -> each.downRevisions().stream().anyMatch(lost::contains))
              .flatMap(each ->
                  kept.stream()
                      .filter(head -> head.equals(each.id()) || after.isAbove(head, each.id())))
              .findFirst();
    }

    /// Those of the kept heads that have the same labels, for nobody means to continue a plugin's
    /// branch with the main line; all of them where none has.
    private List<String> alike(String head, List<String> kept) {
      List<String> labels = after.labels(head);
      List<String> alike = kept.stream().filter(each -> after.labels(each).equals(labels)).toList();
      return policy.perLabel() && !alike.isEmpty() ? alike : kept;
    }

    /// The kept head that continues what the offshoot leaves, otherwise the first.
    private String counterpart(Revision leaves, List<String> kept) {
      if (kept.size() == 1) {
        return kept.getFirst();
      }
      for (String parent : leaves.downRevisions()) {
        Set<String> above = after.descendants(parent);
        for (String head : kept) {
          if (head.equals(parent) || above.contains(head)) {
            return head;
          }
        }
      }
      return beside(leaves, kept).orElse(kept.getFirst());
    }

    /// The other heads that are meant apart from one another and go on from the same parents, where
    /// the offshoot has none of their labels.
    private List<String> rivals(
        String head, Revision leaves, String counterpart, List<String> alike) {
      boolean apart = alike.stream().map(after::labels).distinct().count() > 1;
      if (!policy.perLabel() || !apart || alike.contains(head)) {
        return List.of();
      }
      return alike.stream()
          .filter(each -> !each.equals(counterpart))
          .filter(each ->
              leaves.downRevisions().isEmpty()
                  || leaves.downRevisions().stream()
                      .anyMatch(parent -> parent.equals(each) || after.isAbove(each, parent)))
          .toList();
    }

    private Revision revision(String id) {
      return after.revision(id).orElseThrow(() -> new IllegalStateException("no revision " + id));
    }
  }
}
