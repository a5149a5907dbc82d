package dev.retort.repair;

import dev.retort.alembic.BranchLabel;
import dev.retort.alembic.Docstring;
import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.evidence.PastRevisions;
import dev.retort.rule.LostRevisionWords;
import dev.retort.rule.Policy;
import dev.retort.rule.Prose;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The opening of circles. Best at the one revision that had other parents once, on the base, in
/// git's history or by its own docstring; where nothing tells, at the edges that lead from an older
/// revision to a younger one.
///
/// Which edge is wrong is for people to know, so this is only ever shown.
public final class Open implements Step {
  /// Members of a circle that are asked what they revised once.
  private static final int MOST_ASKED = 64;

  private final PastRevisions past;
  private final Chronology chronology;

  private final Predicate<String> wanted;

  public Open(PastRevisions past) {
    this(past, any -> true);
  }

  /// @param wanted the first ids of the circles to be opened
  public Open(PastRevisions past, Predicate<String> wanted) {
    this.past = past;
    this.wanted = wanted;
    this.chronology = new Chronology(past);
  }

  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    Set<List<String>> had = new HashSet<>();
    now.before().cycles().forEach(cycle -> had.add(cycle.ids()));
    List<History.Cycle> cycles =
        now.after().cycles().stream().filter(each -> !had.contains(each.ids())).toList();
    boolean byParents = now.after().cycles().stream().anyMatch(each -> !each.throughDependency());
    Draft done = draft;
    for (History.Cycle cycle : cycles) {
      if (!wanted.test(cycle.ids().getFirst())) {
        continue;
      }
      if (!cycle.throughDependency()) {
        done = opened(done, now, cycle.ids());
      } else if (!byParents) {
        done = released(done, now.after(), cycle.ids());
      }
    }
    return done.equals(draft) ? Optional.empty() : Optional.of(done);
  }

  private record Edge(List<String> parents, Prose clause) {}

  private Draft opened(Draft draft, HistoryChange change, List<String> ids) {
    History history = change.after();
    Set<String> circle = Set.copyOf(ids);
    for (String id : ids.subList(0, Math.min(MOST_ASKED, ids.size()))) {
      Revision revision = history.revision(id).orElseThrow();
      for (Edge edge : formerEdges(change, revision)) {
        Optional<RevisionEdit> edit = draft.editOf(revision);
        if (edit.isPresent()
            && stands(edge.parents(), revision, history, circle)
            && opens(id, edge.parents(), circle, history)) {
          return draft.with(edit.get().withParents(edge.parents())).because(edge.clause());
        }
      }
    }
    return byAge(draft, history, ids, circle);
  }

  private List<Edge> formerEdges(HistoryChange change, Revision revision) {
    List<Edge> edges = new ArrayList<>();
    String id = revision.id();
    change
        .before()
        .revision(revision.id())
        .filter(old -> !old.downRevisions().equals(revision.downRevisions()))
        .ifPresent(old ->
            edges.add(
                new Edge(
                    old.downRevisions(),
                    named(
                        Prose.of("on the base branch ").id(id).text(" revises "),
                        old.downRevisions()))));
    past.parentsOf(revision)
        .ifPresent(earlier ->
            edges.add(
                new Edge(
                    earlier.parents(),
                    named(Prose.EMPTY.id(id).text(" revised "), earlier.parents())
                        .text(" until ")
                        .then(LostRevisionWords.commit(earlier.by())))));
    revision
        .docstring()
        .revises()
        .map(Docstring.Header::text)
        .map(text -> Arrays.stream(text.split("[, ]+")).filter(each -> !each.isEmpty()).toList())
        .filter(said -> !Set.copyOf(said).equals(Set.copyOf(revision.downRevisions())))
        .ifPresent(said ->
            edges.add(
                new Edge(
                    said.stream().distinct().toList(),
                    named(
                        Prose.of("the docstring of ").id(id).text(" still says that it revises "),
                        said))));
    return edges;
  }

  private static Prose named(Prose before, List<String> ids) {
    return ids.isEmpty() ? before.text("nothing") : before.few(ids);
  }

  /// Whether parents exist, and lie neither above the circle nor are the revision itself.
  private static boolean stands(
      List<String> parents, Revision revision, History history, Set<String> circle) {
    for (String parent : parents) {
      boolean above = !circle.contains(parent) && history.isAbove(parent, revision.id());
      if (history.revision(parent).isEmpty() || parent.equals(revision.id()) || above) {
        return false;
      }
    }
    return true;
  }

  /// Whether the circle, and any other among the same revisions, is gone once one revision has
  /// these parents.
  private static boolean opens(
      String changed, List<String> parents, Set<String> circle, History history) {
    Map<String, Integer> waiting = new HashMap<>();
    Map<String, List<String>> children = new HashMap<>();
    Deque<String> ready = new ArrayDeque<>();
    for (String id : circle) {
      List<String> above =
          id.equals(changed) ? parents : history.revision(id).orElseThrow().downRevisions();
      List<String> within = above.stream().filter(circle::contains).distinct().toList();
      within.forEach(each -> children.computeIfAbsent(each, none -> new ArrayList<>()).add(id));
      waiting.put(id, within.size());
      if (within.isEmpty()) {
        ready.add(id);
      }
    }
    int freed = 0;
    while (!ready.isEmpty()) {
      freed++;
      for (String child : children.getOrDefault(ready.poll(), List.of())) {
        if (waiting.merge(child, -1, Integer::sum) == 0) {
          ready.add(child);
        }
      }
    }
    return freed == circle.size();
  }

  /// In the order of their making no revision keeps a parent that is younger than itself.
  private Draft byAge(Draft draft, History history, List<String> ids, Set<String> circle) {
    List<Revision> order =
        ids.stream()
            .map(id -> history.revision(id).orElseThrow())
            .sorted(chronology.order())
            .toList();
    Predecessor predecessor = new Predecessor(history, chronology);
    Set<String> older = new HashSet<>();
    List<RevisionEdit> edits = new ArrayList<>();
    List<String> moved = new ArrayList<>();
    Optional<String> continued = Optional.empty();
    for (Revision revision : order) {
      Set<String> parents = new LinkedHashSet<>(revision.downRevisions());
      boolean changes = parents.removeIf(each -> circle.contains(each) && !older.contains(each));
      Optional<RevisionEdit> edit = draft.editOf(revision);
      if (changes && edit.isPresent()) {
        if (parents.isEmpty()) {
          continued = predecessor.of(revision, circle);
          continued.ifPresent(parents::add);
        }
        edits.add(edit.get().withParents(List.copyOf(parents)));
        moved.add(revision.id());
      }
      older.add(revision.id());
    }
    return edits.isEmpty()
        ? draft
        : draft
            .withAll(edits)
            .because(
                ids.size() == 1
                    ? Prose.EMPTY
                        .few(ids)
                        .text(" names itself")
                        .then(
                            continued
                                .map(id ->
                                    Prose.of(", and ")
                                        .id(id)
                                        .text(" was the youngest when it was made"))
                                .orElse(Prose.EMPTY))
                    : Prose.of("in the order of their making, ")
                        .few(moved)
                        .text(
                            moved.size() == 1
                                ? " comes before what it revises"
                                : " come before what they revise"));
  }

  /// Dependencies go where they close a circle with what is younger, all of the circle's where that
  /// is not enough to tell.
  private Draft released(Draft draft, History history, List<String> ids) {
    Set<String> circle = Set.copyOf(ids);
    Draft partly = released(draft, history, ids, circle, true);
    return partly.equals(draft) ? released(draft, history, ids, circle, false) : partly;
  }

  private Draft released(
      Draft draft, History history, List<String> ids, Set<String> circle, boolean youngerOnly) {
    List<Revision> order =
        ids.stream()
            .map(id -> history.revision(id).orElseThrow())
            .sorted(chronology.order())
            .toList();
    Map<String, String> owners = new HashMap<>();
    for (Revision revision : order) {
      revision.branchLabels().stream()
          .filter(BranchLabel::isText)
          .forEach(label -> owners.put(label.name(), revision.id()));
    }
    Set<String> older = new HashSet<>();
    Draft done = draft;
    for (Revision revision : order) {
      Set<String> rest = new LinkedHashSet<>(revision.dependsOn());
      boolean changes =
          rest.removeIf(name -> {
            String id = owners.getOrDefault(name, name);
            return circle.contains(id) && !(youngerOnly && older.contains(id));
          });
      Optional<RevisionEdit> edit = done.editOf(revision);
      if (changes && edit.isPresent()) {
        done =
            done.with(edit.get().withDependsOn(List.copyOf(rest)))
                .because(
                    Prose.EMPTY
                        .id(revision.id())
                        .text(" depends on what comes after it by ")
                        .code("down_revision"));
      }
      older.add(revision.id());
    }
    return done;
  }
}
