package dev.retort.alembic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// A history in memory. Linear in its revisions and edges; reachability is walked when asked for.
final class RevisionGraph implements History {
  private static final Comparator<Condition.Missing> BY_CHILD =
      Order.by(Condition.Missing::child).thenBy(Condition.Missing::parent);

  private final Environment environment;
  private final List<RevisionFile> files;
  private final Links links;
  private final Map<String, Integer> positions;
  private final CycleSearch.Found found;
  private final List<String> heads;
  private final Condition condition;
  private final List<Problem> problems;

  private RevisionGraph(Environment environment, List<RevisionFile> files) {
    this.environment = environment;
    this.files = List.copyOf(files);
    List<Revision> revisions =
        this.files.stream().flatMap(file -> file.revision().stream()).toList();
    this.links = Links.between(revisions);
    this.positions = HashMap.newHashMap(revisions.size());
    for (int i = 0; i < revisions.size(); i++) {
      positions.put(revisions.get(i).path(), i);
    }
    this.found = CycleSearch.in(links);
    this.heads = ids(this::headAt);
    this.condition = new Condition(heads, missing(), duplicates(), parentCycles());
    this.problems = List.copyOf(new GraphProblems(environment, this.files, links, found).all());
  }

  static RevisionGraph of(Environment environment, List<RevisionFile> files) {
    return new RevisionGraph(environment, files);
  }

  @Override
  public Environment environment() {
    return environment;
  }

  @Override
  public List<RevisionFile> files() {
    return files;
  }

  @Override
  public List<Revision> revisions() {
    return links.revisions();
  }

  @Override
  public Optional<Revision> revision(String id) {
    int winner = links.winner(id);
    return winner < 0 ? Optional.empty() : Optional.of(links.revisions().get(winner));
  }

  @Override
  public List<Revision> declaring(String id) {
    List<Integer> same = links.byId().getOrDefault(id, List.of());
    return same.size() == 1
        ? List.of(links.revisions().get(same.getFirst()))
        : same.stream().map(links.revisions()::get).toList();
  }

  @Override
  public List<String> heads() {
    return heads;
  }

  @Override
  public List<String> realHeads() {
    return ids(this::realHeadAt);
  }

  @Override
  public List<String> bases() {
    return ids(i -> isBase(links.revisions().get(i)));
  }

  @Override
  public List<String> realBases() {
    return ids(i -> isRealBase(links.revisions().get(i)));
  }

  @Override
  public boolean isHead(Revision revision) {
    return headAt(position(revision));
  }

  @Override
  public boolean isRealHead(Revision revision) {
    return realHeadAt(position(revision));
  }

  @Override
  public boolean isBase(Revision revision) {
    return revision.downRevisions().isEmpty();
  }

  @Override
  public boolean isRealBase(Revision revision) {
    return revision.downRevisions().isEmpty() && revision.dependsOn().isEmpty();
  }

  @Override
  public boolean isBranchPoint(Revision revision) {
    return links.children()[position(revision)].length > 1;
  }

  @Override
  public boolean isMergePoint(Revision revision) {
    return revision.mergePoint();
  }

  @Override
  public List<String> children(String id) {
    int winner = links.winner(id);
    if (winner < 0) {
      return List.of();
    }
    BitSet children = new BitSet();
    for (int child : links.children()[winner]) {
      children.set(child);
    }
    return List.copyOf(sortedIds(children));
  }

  @Override
  public Set<String> ancestors(String id) {
    int winner = links.winner(id);
    return winner < 0 ? Set.of() : sortedIds(beyond(winner, false));
  }

  @Override
  public Set<String> descendants(String id) {
    int winner = links.winner(id);
    return winner < 0 ? Set.of() : sortedIds(beyond(winner, true));
  }

  @Override
  public boolean isAbove(String upper, String lower) {
    int from = links.winner(upper);
    int to = links.winner(lower);
    if (from < 0 || to < 0) {
      return false;
    }
    BitSet below = new BitSet(links.size());
    links.reachBelow(from, below);
    return below.get(to);
  }

  @Override
  public List<String> redundant(Collection<String> ids) {
    if (ids.size() < 2) {
      return List.of();
    }
    BitSet below = new BitSet(links.size());
    for (String id : ids) {
      int winner = links.winner(id);
      // What is known to lie below another adds nothing that is not known to lie below.
      if (winner >= 0 && !below.get(winner)) {
        links.reachBelow(winner, below);
      }
    }
    return ids.stream()
        .distinct()
        .filter(id -> links.winner(id) >= 0 && below.get(links.winner(id)))
        .toList();
  }

  @Override
  public List<String> labels(String id) {
    int winner = links.winner(id);
    if (winner < 0) {
      return List.of();
    }
    Set<String> labels = new TreeSet<>();
    links.reach(List.of(winner), false, false).stream()
        .forEach(i -> labels.addAll(links.revisions().get(i).labelNames()));
    List<String> above = new ArrayList<>();
    int at = winner;
    for (int steps = 0; steps < links.size(); steps++) {
      boolean fork =
          IntStream.concat(
                      Arrays.stream(links.children()[at]), Arrays.stream(links.dependents()[at]))
                  .distinct()
                  .count()
              > 1;
      if (fork || links.revisions().get(at).mergePoint()) {
        break;
      }
      if (links.children()[at].length == 0) {
        labels.addAll(above);
        break;
      }
      at = links.children()[at][0];
      above.addAll(links.revisions().get(at).labelNames());
    }
    return List.copyOf(labels);
  }

  @Override
  public List<Cycle> cycles() {
    return found.cycles();
  }

  @Override
  public Condition condition() {
    return condition;
  }

  @Override
  public List<Undecidable> undecidable() {
    return files.stream().flatMap(file -> file.undecidable().stream()).toList();
  }

  @Override
  public List<Problem> problems() {
    return problems;
  }

  private boolean headAt(int i) {
    return links.children()[i].length == 0;
  }

  private boolean realHeadAt(int i) {
    return links.children()[i].length == 0 && links.dependents()[i].length == 0;
  }

  private List<Condition.Missing> missing() {
    Set<Condition.Missing> missing = new HashSet<>();
    for (Revision revision : links.revisions()) {
      for (String parent : revision.downRevisions()) {
        if (!links.byId().containsKey(parent)) {
          missing.add(new Condition.Missing(revision.id(), parent));
        }
      }
    }
    return missing.stream().sorted(BY_CHILD).toList();
  }

  private List<String> duplicates() {
    return links.byId().entrySet().stream()
        .filter(same -> same.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private List<List<String>> parentCycles() {
    return found.cycles().stream()
        .filter(cycle -> !cycle.throughDependency())
        .map(Cycle::ids)
        .toList();
  }

  /// Everything one step or more away.
  private BitSet beyond(int start, boolean upwards) {
    List<Integer> next = new ArrayList<>();
    for (int i : (upwards ? links.children() : links.parents())[start]) {
      next.add(i);
    }
    return links.reach(next, upwards, false);
  }

  private List<String> ids(IntPredicate wanted) {
    Set<String> ids = new TreeSet<>();
    for (int i = 0; i < links.size(); i++) {
      if (wanted.test(i)) {
        ids.add(links.revisions().get(i).id());
      }
    }
    return List.copyOf(ids);
  }

  private Set<String> sortedIds(BitSet positions) {
    Set<String> ids = new TreeSet<>();
    positions.stream().forEach(i -> ids.add(links.revisions().get(i).id()));
    return java.util.Collections.unmodifiableSet(ids);
  }

  private int position(Revision revision) {
    Integer position = positions.get(revision.path());
    if (position == null) {
      throw new IllegalArgumentException("not of this history: " + revision.path());
    }
    return position;
  }
}
