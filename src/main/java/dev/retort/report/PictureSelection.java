package dev.retort.report;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.plan.WholePlan;
import dev.retort.repair.Edits;
import dev.retort.repair.Repair;
import dev.retort.report.Neighbourhood.Edge;
import dev.retort.report.Neighbourhood.Node;
import dev.retort.report.Neighbourhood.Trait;
import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict.Judged;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Chooses what of a history a picture shows: the heads, the new revisions, what findings speak of,
/// and the parents where their lines part. What lies between becomes one node with a count.
public final class PictureSelection {
  /// Revisions shown; nobody reads a larger picture.
  private static final int MOST = 32;

  private static final int MOST_OF_A_KIND = 10;

  /// A history of so many revisions is read faster whole.
  static final int NEVER_FOLDED = 20;

  /// Revisions of a page's picture.
  private static final int MOST_UNFOLDED = 60;

  private static final int MOST_MISSING = 8;

  private final History history;
  private final Ancestry ancestry;
  private final Set<String> heads;
  private final Set<String> fresh;
  private final Map<String, EnumSet<Trait>> marked = new HashMap<>();
  private final Set<String> wanted = new LinkedHashSet<>();
  private boolean names;

  private PictureSelection(
      History history, Ancestry ancestry, Collection<String> heads, Set<String> fresh) {
    this.history = history;
    this.ancestry = ancestry;
    this.heads = new LinkedHashSet<>(heads);
    this.fresh = fresh;
  }

  /// What would land.
  public static Neighbourhood landing(Judged judged) {
    return changed(judged, judged.change().after()).draw();
  }

  /// What would land once a repair is applied.
  public static Neighbourhood repaired(Judged judged, Repair repair) {
    PictureSelection selection = changed(judged, repair.reread().history());
    for (Edits.ParentEdit edit : repair.edits().parentEdits()) {
      selection.mark(edit.revision(), Trait.REPOINTED);
      selection.want(edit.to(), 4);
    }
    repair.edits().adds().ifPresent(added -> selection.mark(added.revision(), Trait.ADDED));
    return selection.draw();
  }

  /// A whole history as it is: its heads and what is wrong.
  static Neighbourhood whole(History history, List<Finding> findings) {
    return whole(history, findings, List.of(), history);
  }

  /// A whole history as a plan leaves it: its heads and what has changed.
  static Neighbourhood whole(WholePlan plan, History before) {
    return whole(plan.outcome().after(), List.of(), plan.steps(), before);
  }

  private static Neighbourhood whole(
      History history, List<Finding> findings, List<Repair> repairs, History before) {
    PictureSelection selection =
        new PictureSelection(history, Ancestry.of(history), history.heads(), Set.of());
    selection.names = true;
    selection.wantAll(findings);
    selection.want(cyclic(history), MOST_OF_A_KIND);
    Set<String> restored = new HashSet<>();
    for (Repair repair : repairs) {
      repair
          .edits()
          .parentEdits()
          .forEach(edit -> selection.mark(edit.revision(), Trait.REPOINTED));
      repair.edits().adds().ifPresent(added -> selection.mark(added.revision(), Trait.ADDED));
      if (repair.strategy() == Repair.Strategy.RESTORE) {
        repair.edits().puts().forEach(put -> restored.add(put.path()));
      }
    }
    Set<String> known = ids(before);
    for (Revision each : history.revisions()) {
      boolean added =
          selection
              .marked
              .getOrDefault(each.id(), EnumSet.noneOf(Trait.class))
              .contains(Trait.ADDED);
      if (!known.contains(each.id()) && !added) {
        selection.mark(
            each.id(), restored.contains(each.path()) ? Trait.RESTORED : Trait.RENUMBERED);
      }
    }
    selection.want(selection.marked.keySet().stream().sorted().toList(), MOST_OF_A_KIND);
    if (selection.ancestry.ids().size() <= NEVER_FOLDED) {
      selection.want(selection.ancestry.ids(), NEVER_FOLDED);
    }
    return selection.draw();
  }

  private static PictureSelection changed(Judged judged, History history) {
    Ancestry ancestry = Ancestry.of(history);
    Set<String> known = ids(judged.change().before());
    List<String> added =
        history.revisions().stream()
            .map(Revision::id)
            .filter(id -> !known.contains(id))
            .distinct()
            .toList();
    Set<String> fresh = new HashSet<>(added);
    // Beside nothing that was there before, new would say nothing of any.
    PictureSelection selection =
        new PictureSelection(
            history, ancestry, history.heads(), known.isEmpty() ? Set.of() : fresh);
    selection.wantAll(judged.findings());
    selection.want(
        added.stream()
            .sorted(
                Comparator.comparing(id ->
                    ancestry.parents(id).stream().allMatch(fresh::contains)
                        && !ancestry.children(id).isEmpty()))
            .toList(),
        MOST_OF_A_KIND);
    selection.want(cyclic(history), MOST_OF_A_KIND);
    for (String id : List.copyOf(selection.wanted)) {
      if (fresh.contains(id)) {
        selection.want(ancestry.parents(id), 4);
      }
    }
    return selection;
  }

  private void wantAll(List<Finding> findings) {
    want(history.heads(), MOST_OF_A_KIND);
    want(
        findings.stream()
            .sorted(Comparator.comparing(finding -> !finding.fails()))
            .flatMap(PictureSelection::subjects)
            .distinct()
            .toList(),
        MOST_OF_A_KIND);
  }

  private static Set<String> ids(History history) {
    return history.revisions().stream().map(Revision::id).collect(Collectors.toSet());
  }

  private static Stream<String> subjects(Finding finding) {
    return Stream.concat(finding.revision().stream(), finding.counterpart().stream());
  }

  private static List<String> cyclic(History history) {
    return history.cycles().stream().flatMap(cycle -> cycle.ids().stream()).distinct().toList();
  }

  private void want(Collection<String> ids, int most) {
    int room = most;
    for (String id : ids) {
      if (room > 0 && ancestry.holds(id) && wanted.add(id)) {
        room--;
      }
    }
  }

  private void mark(String id, Trait trait) {
    marked.computeIfAbsent(id, key -> EnumSet.noneOf(Trait.class)).add(trait);
  }

  private Neighbourhood draw() {
    List<String> tips = heads.stream().filter(ancestry::holds).limit(MOST_OF_A_KIND).toList();
    for (String tip : tips.stream().skip(1).toList()) {
      want(ancestry.forks(tips.getFirst(), tip, 2), 2);
    }
    if (wanted.isEmpty()) {
      want(ancestry.ids(), 1);
    }
    Set<String> shown =
        wanted.stream().limit(MOST).collect(Collectors.toCollection(LinkedHashSet::new));
    showLoneOnes(shown);
    if (names) {
      unfold(shown);
    }
    Set<String> deserving = new HashSet<>(wanted);
    heads.stream().filter(ancestry::holds).forEach(deserving::add);
    deserving.removeAll(shown);
    Canvas canvas = new Canvas();
    for (String id : ordered(shown)) {
      canvas.add(key(id), new Node.Shown(id, message(id), traits(id)));
    }
    connect(shown, canvas);
    return new Neighbourhood(canvas.nodes, canvas.edges, deserving.size());
  }

  /// A node that stands for one revision takes as much room as the revision.
  private void showLoneOnes(Set<String> shown) {
    for (String id : List.copyOf(shown)) {
      List<String> unseen =
          ancestry.parents(id).stream()
              .filter(parent -> ancestry.holds(parent) && !shown.contains(parent))
              .toList();
      boolean lone =
          unseen.size() == 1
              && ancestry.parents(unseen.getFirst()).stream()
                  .allMatch(above -> shown.contains(above) || !ancestry.holds(above));
      if (lone && shown.size() < MOST) {
        shown.add(unseen.getFirst());
      }
    }
  }

  /// A few revisions are read faster than a node that stands for them.
  private void unfold(Set<String> shown) {
    for (String id : ordered(shown)) {
      List<String> unseen =
          ancestry.parents(id).stream()
              .filter(parent -> ancestry.holds(parent) && !shown.contains(parent))
              .toList();
      Set<String> walked = ancestry.below(unseen, shown::contains);
      walked.removeAll(shown);
      if (walked.size() < NEVER_FOLDED && shown.size() + walked.size() <= MOST_UNFOLDED) {
        shown.addAll(walked);
      }
    }
  }

  private void connect(Set<String> shown, Canvas canvas) {
    Set<String> hidden = new HashSet<>();
    List<String> lowest = new ArrayList<>();
    int missing = 0;
    for (String id : ordered(shown)) {
      List<String> unseen = new ArrayList<>();
      for (String parent : ancestry.parents(id)) {
        if (shown.contains(parent)) {
          canvas.link(key(parent), key(id));
        } else if (ancestry.holds(parent)) {
          unseen.add(parent);
        } else if (canvas.has("missing " + parent) || missing++ < MOST_MISSING) {
          canvas.add("missing " + parent, new Node.Missing(parent));
          canvas.link("missing " + parent, key(id));
        }
      }
      if (unseen.isEmpty()) {
        continue;
      }
      Set<String> walked = ancestry.below(unseen, shown::contains);
      List<String> targets = walked.stream().filter(shown::contains).toList();
      walked.removeAll(shown);
      Set<String> between = ancestry.leadingTo(targets, walked);
      if (between.isEmpty()) {
        lowest.add(id);
      } else {
        hidden.addAll(between);
        canvas.add("between " + id, new Node.Elided(between.size(), false, ends(unseen, between)));
        canvas.link("between " + id, key(id));
        targets.forEach(target -> canvas.link(key(target), "between " + id));
      }
    }
    Set<String> earlier = new LinkedHashSet<>(ancestry.below(shown, any -> false));
    earlier.removeAll(shown);
    earlier.removeAll(hidden);
    if (!earlier.isEmpty() && !lowest.isEmpty()) {
      List<String> first = lowest.stream().flatMap(id -> ancestry.parents(id).stream()).toList();
      canvas.add("earlier", new Node.Elided(earlier.size(), true, ends(first, earlier)));
      lowest.forEach(id -> canvas.link("earlier", key(id)));
    }
  }

  /// The oldest and the youngest of what is left out, where that is to be said.
  private List<String> ends(Collection<String> youngest, Set<String> left) {
    if (!names) {
      return List.of();
    }
    List<String> ends = new ArrayList<>();
    left.stream()
        .filter(id -> ancestry.parents(id).stream().noneMatch(left::contains))
        .findFirst()
        .ifPresent(ends::add);
    youngest.stream().filter(left::contains).findFirst().ifPresent(ends::add);
    return ends;
  }

  /// Parents first, as far as that goes; the rest in the order in which it was wanted.
  private List<String> ordered(Set<String> shown) {
    Map<String, Integer> open = new LinkedHashMap<>();
    for (String id : shown) {
      open.put(id, (int) ancestry.parents(id).stream().distinct().filter(shown::contains).count());
    }
    Deque<String> ready = new ArrayDeque<>();
    open.forEach((id, count) -> {
      if (count == 0) {
        ready.add(id);
      }
    });
    Set<String> order = new LinkedHashSet<>();
    while (!ready.isEmpty()) {
      String id = ready.poll();
      order.add(id);
      for (String child : new LinkedHashSet<>(ancestry.children(id))) {
        if (open.containsKey(child) && open.merge(child, -1, Integer::sum) == 0) {
          ready.add(child);
        }
      }
    }
    order.addAll(shown);
    return List.copyOf(order);
  }

  private String message(String id) {
    String message = history.revision(id).map(found -> found.docstring().message()).orElse("");
    return message
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("");
  }

  private Set<Trait> traits(String id) {
    EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
    traits.addAll(marked.getOrDefault(id, EnumSet.noneOf(Trait.class)));
    if (fresh.contains(id) && !traits.contains(Trait.ADDED)) {
      traits.add(Trait.NEW);
    }
    if (heads.contains(id)) {
      traits.add(Trait.HEAD);
    }
    if (ancestry.parents(id).size() > 1) {
      traits.add(Trait.MERGE);
    }
    if (history.declaring(id).size() > 1) {
      traits.add(Trait.TWICE);
    }
    return traits;
  }

  /// Keeps ids apart from the names of the other nodes.
  private static String key(String id) {
    return "id " + id;
  }

  /// Nodes by key, and the edges between them.
  private static final class Canvas {
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();

    boolean has(String key) {
      return places.containsKey(key);
    }

    void add(String key, Node node) {
      if (places.putIfAbsent(key, nodes.size()) == null) {
        nodes.add(node);
      }
    }

    void link(String parent, String child) {
      Integer from = places.get(parent);
      Integer to = places.get(child);
      if (from != null && to != null && !edges.contains(new Edge(from, to))) {
        edges.add(new Edge(from, to));
      }
    }
  }
}
