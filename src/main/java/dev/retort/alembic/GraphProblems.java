package dev.retort.alembic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What is wrong with a history, one problem a cause, in the order in which Alembic would stumble:
/// configuration, files, labels, dependencies, missing parents, cycles; last what it only warns of.
final class GraphProblems {
  /// What people write between quotation marks where they mean that there is none.
  private static final Set<String> NOTHING = Set.of("none", "null", "nil");

  private static final Set<String> SYMBOLS = Set.of("head", "heads", "base", "current");

  private final Environment environment;
  private final List<RevisionFile> files;
  private final Links links;
  private final CycleSearch.Found found;
  private final List<Problem> problems = new ArrayList<>();

  /// Paths of files whose id is not known.
  private final List<String> unread;

  /// Ids of files of which no more is known.
  private final Set<String> halfRead;

  private final Spellings spellings;

  GraphProblems(
      Environment environment, List<RevisionFile> files, Links links, CycleSearch.Found found) {
    this.environment = environment;
    this.files = files;
    this.links = links;
    this.found = found;
    this.unread =
        files.stream()
            .filter(f -> f.revision().isEmpty() && f.id().isEmpty())
            .map(RevisionFile::path)
            .toList();
    this.halfRead =
        files.stream()
            .filter(f -> f.revision().isEmpty())
            .flatMap(f -> f.id().stream())
            .collect(Collectors.toSet());
    this.spellings = new Spellings(links);
  }

  List<Problem> all() {
    problems.addAll(environment.problems());
    for (RevisionFile file : files) {
      problems.addAll(file.problems());
      file.revision().ifPresent(this::selfReference);
    }
    labels();
    links.revisions().forEach(this::missingDependencies);
    links.revisions().forEach(this::missingParents);
    found.cycles().forEach(this::cycle);
    emptyDependency();
    duplicates();
    return problems;
  }

  private void add(Revision revision, int line, Flaw flaw) {
    add(Severity.FAILURE, revision, line, flaw);
  }

  private void add(Severity severity, Revision revision, int line, Flaw flaw) {
    problems.add(new Problem(severity, revision.path(), line, Optional.of(revision.id()), flaw));
  }

  private void selfReference(Revision revision) {
    String id = revision.id();
    if (revision.downRevisions().contains(id)) {
      add(revision, revision.downLine(), itself(id, /* throughDependency= */ false));
    } else if (revision.dependsOn().contains(id)) {
      add(revision, dependsLine(revision), itself(id, /* throughDependency= */ true));
    }
  }

  private static Flaw itself(String id, boolean throughDependency) {
    return new Flaw.Circle(
        id, new History.Cycle(List.of(id), throughDependency, /* refused= */ true));
  }

  private void labels() {
    Map<BranchLabel, List<Revision>> declared = new LinkedHashMap<>();
    for (Revision revision : links.revisions()) {
      for (BranchLabel label : revision.branchLabels()) {
        declared.computeIfAbsent(label, _ -> new ArrayList<>(1)).add(revision);
      }
    }
    declared.forEach((label, owners) -> {
      int winner = label.isText() ? links.winner(label.name()) : -1;
      Optional<Revision> sameId =
          winner < 0 ? Optional.empty() : Optional.of(links.revisions().get(winner));
      if (sameId.isEmpty() && owners.size() == 1) {
        return;
      }
      Revision last = owners.getLast();
      Revision other = sameId.orElse(owners.getFirst());
      Flaw.LabelTaken.By by =
          sameId.isPresent()
              ? new Flaw.LabelTaken.By.Id(spot(other))
              : other.equals(last)
                  ? new Flaw.LabelTaken.By.Itself()
                  : new Flaw.LabelTaken.By.Other(other.id(), spot(other));
      add(last, last.line(), new Flaw.LabelTaken(label.name(), last.id(), by));
    });
  }

  private void missingDependencies(Revision revision) {
    if (Links.dependsOnNothing(revision)) {
      return;
    }
    List<String> missing =
        revision.dependsOn().stream()
            .filter(d -> !links.byId().containsKey(d) && !links.labels().containsKey(d))
            .toList();
    List<String> unexplained = unexplained(missing);
    if (!unexplained.isEmpty()) {
      add(
          weight(),
          revision,
          dependsLine(revision),
          new Flaw.MissingDependencies(
              revision.id(),
              unexplained,
              unread.stream().findFirst(),
              dependencyHint(unexplained)));
    }
  }

  private void missingParents(Revision revision) {
    if (links.byId().keySet().containsAll(revision.downRevisions())) {
      return;
    }
    List<String> missing =
        revision.downRevisions().stream().filter(p -> !links.byId().containsKey(p)).toList();
    List<String> unexplained = unexplained(missing);
    if (!unexplained.isEmpty()) {
      Optional<Flaw.Hint> label =
          Optional.ofNullable(links.labels().get(unexplained.getFirst()))
              .map(owner -> new Flaw.Hint.Label(links.revisions().get(owner).id()));
      add(
          weight(),
          revision,
          revision.downLine(),
          new Flaw.MissingParents(
              revision.id(),
              unexplained,
              unread.stream().findFirst(),
              label.orElseGet(() -> hint(unexplained))));
    }
  }

  /// Without what an unread file would explain: that is that file's problem where its id is known
  /// or its name holds it.
  private List<String> unexplained(List<String> missing) {
    return missing.stream()
        .filter(id -> !halfRead.contains(id))
        .filter(id -> id.length() < 4 || unread.stream().noneMatch(p -> fileName(p).contains(id)))
        .toList();
  }

  /// A warning where a file that is not read might be the one.
  private Severity weight() {
    return unread.isEmpty() ? Severity.FAILURE : Severity.WARNING;
  }

  /// Of several that are missed the first that something may be meant by; of a parent that is
  /// nearly an id the rule for it says more.
  private Flaw.Hint dependencyHint(List<String> unexplained) {
    Flaw.Hint hint = hint(unexplained);
    return hint instanceof Flaw.Hint.None
        ? unexplained.stream()
            .flatMap(each -> spellings.near(each).or(() -> spellings.mistyped(each)).stream())
            .findFirst()
            .<Flaw.Hint>map(near -> new Flaw.Hint.Near(near.id(), spot(near)))
            .orElse(hint)
        : hint;
  }

  private Flaw.Hint hint(List<String> unexplained) {
    String missing = unexplained.getFirst();
    if (missing.isEmpty() || NOTHING.contains(missing.toLowerCase(Locale.ROOT))) {
      return new Flaw.Hint.Nothing();
    }
    if (SYMBOLS.contains(missing)) {
      return new Flaw.Hint.Symbol();
    }
    return spellings
        .near(missing)
        .<Flaw.Hint>map(near -> new Flaw.Hint.Near(near.id(), spot(near)))
        .orElseGet(Flaw.Hint.None::new);
  }

  private void cycle(History.Cycle cycle) {
    List<String> ids = cycle.ids();
    if (ids.size() == 1 && namesItself(ids.getFirst())) {
      return;
    }
    Revision first = links.revisions().get(first(ids, cycle.throughDependency()));
    add(
        first,
        cycle.throughDependency() ? dependsLine(first) : first.downLine(),
        new Flaw.Circle(first.id(), cycle));
  }

  private boolean namesItself(String id) {
    Revision revision = links.revisions().get(links.winner(id));
    return revision.downRevisions().contains(id) || revision.dependsOn().contains(id);
  }

  /// The first in load order; of a cycle through dependencies the first that has one of them.
  private int first(List<String> ids, boolean throughDependency) {
    Set<Integer> members = ids.stream().map(links::winner).collect(Collectors.toSet());
    return members.stream()
        .filter(i -> throughDependency && containsAny(links.dependencies()[i], members))
        .min(Comparator.naturalOrder())
        .or(() -> members.stream().min(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /// `depends_on = ""` depends on nothing, but a history without any other base is refused for it.
  private void emptyDependency() {
    if (found.strayIds().isEmpty() || !found.cycles().isEmpty()) {
      return;
    }
    links.revisions().stream()
        .filter(r -> Links.dependsOnNothing(r) && !r.dependsOn().isEmpty())
        .findFirst()
        .ifPresent(r -> add(r, dependsLine(r), new Flaw.EmptyDependency(r.id())));
  }

  private void duplicates() {
    links
        .byId()
        .forEach((id, same) -> {
          if (same.size() == 1) {
            return;
          }
          List<Revision> all = same.stream().map(links.revisions()::get).toList();
          Revision last = all.getLast();
          add(
              last,
              last.line(),
              new Flaw.Duplicate(
                  id,
                  all.subList(0, all.size() - 1).stream().map(Revision::path).toList(),
                  all.stream().allMatch(each -> each.blob().equals(last.blob())),
                  all.stream().filter(each -> each.bodies().idle()).map(Revision::path).toList()));
        });
  }

  private static boolean containsAny(int[] values, Set<Integer> wanted) {
    for (int value : values) {
      if (wanted.contains(value)) {
        return true;
      }
    }
    return false;
  }

  private static int dependsLine(Revision revision) {
    return revision.dependsWritten().map(Written::line).orElse(revision.line());
  }

  private static Flaw.Spot spot(Revision revision) {
    return new Flaw.Spot(revision.path(), revision.line());
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
