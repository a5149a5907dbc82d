package dev.retort.alembic;

import static dev.retort.alembic.Quoted.code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What is wrong with a history, one problem a cause, in the order in which Alembic would stumble:
/// configuration, files, labels, dependencies, missing parents, cycles; last what it only warns of.
final class GraphProblems {
  private static final Set<String> SYMBOLS = Set.of("head", "heads", "base", "current");
  private static final int LONGEST_WAY = 8;

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

  private void add(RuleCode code, Severity severity, Revision revision, int line, String message) {
    problems.add(
        new Problem(code, severity, revision.path(), line, Optional.of(revision.id()), message));
  }

  private void selfReference(Revision revision) {
    String id = revision.id();
    if (revision.downRevisions().contains(id)) {
      add(
          RuleCode.CYCLE,
          Severity.FAILURE,
          revision,
          revision.downLine(),
          "%s names itself as its parent, so Alembic refuses the whole history; name the revision before it in `down_revision`."
              .formatted(code(id)));
    } else if (revision.dependsOn().contains(id)) {
      add(
          RuleCode.CYCLE,
          Severity.FAILURE,
          revision,
          dependsLine(revision),
          "%s depends on itself, so Alembic refuses the whole history; remove it from `depends_on`."
              .formatted(code(id)));
    }
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
      String clash =
          sameId.isPresent()
              ? "is also the id of the revision in " + place(other)
              : other.equals(last)
                  ? "is written twice in the same revision"
                  : "is already used by " + code(other.id()) + " in " + place(other);
      add(
          RuleCode.LABEL_CONFLICT,
          Severity.FAILURE,
          last,
          last.line(),
          "The branch label %s of %s %s, so Alembic refuses the whole history; choose another label."
              .formatted(code(label.name()), code(last.id()), clash));
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
    reportMissing(
        RuleCode.MISSING_DEPENDENCY, revision, dependsLine(revision), "depends_on", missing);
  }

  private void missingParents(Revision revision) {
    List<String> missing =
        revision.downRevisions().stream().filter(p -> !links.byId().containsKey(p)).toList();
    reportMissing(RuleCode.MISSING_PARENT, revision, revision.downLine(), "down_revision", missing);
  }

  /// A reference that an unread file would explain is that file's problem: silent where its id is
  /// known or its name holds it, a warning where it might be the one.
  private void reportMissing(
      RuleCode rule, Revision revision, int line, String name, List<String> missing) {
    List<String> unexplained =
        missing.stream()
            .filter(id -> !halfRead.contains(id))
            .filter(
                id -> id.length() < 4 || unread.stream().noneMatch(p -> fileName(p).contains(id)))
            .toList();
    if (unexplained.isEmpty()) {
      return;
    }
    StringBuilder message = new StringBuilder();
    message.append(code(revision.id())).append(" names ").append(Quoted.list(unexplained));
    message.append(" in `").append(name).append("`, but no file declares ");
    message.append(unexplained.size() == 1 ? "it" : "them");
    if (!unread.isEmpty()) {
      message.append(" (unless ").append(code(unread.getFirst()));
      message.append(", which could not be read, does)");
    }
    message.append(", so Alembic cannot load the history; ");
    message.append(nextStep(rule, unexplained.getFirst()));
    add(
        rule,
        unread.isEmpty() ? Severity.FAILURE : Severity.WARNING,
        revision,
        line,
        message.toString());
  }

  private String nextStep(RuleCode rule, String missing) {
    Integer owner = links.labels().get(missing);
    if (owner != null && rule == RuleCode.MISSING_PARENT) {
      return "that is a branch label, and only an id can be a parent: write %s."
          .formatted(code(links.revisions().get(owner).id()));
    }
    if (missing.isEmpty()) {
      return "write `None` for a revision without parents.";
    }
    if (SYMBOLS.contains(missing)) {
      return "symbols such as `head` mean nothing in a file: write the revision's id.";
    }
    return spellings
        .near(missing)
        .map(r -> "did you mean %s in %s?".formatted(code(r.id()), place(r)))
        .orElse("bring the revision back or name another one.");
  }

  private void cycle(History.Cycle cycle) {
    List<String> ids = cycle.ids();
    if (ids.size() == 1 && namesItself(ids.getFirst())) {
      return;
    }
    List<Revision> way = way(ids, cycle.throughDependency());
    Revision first = way.getFirst();
    String shown =
        way.stream().limit(LONGEST_WAY).map(r -> code(r.id())).collect(Collectors.joining(" → "));
    String more = way.size() > LONGEST_WAY ? " → … (%d revisions)".formatted(way.size()) : "";
    String counterpart = way.size() > 1 ? " (next: " + place(way.get(1)) + ")" : "";
    add(
        RuleCode.CYCLE,
        Severity.FAILURE,
        first,
        cycle.throughDependency() ? dependsLine(first) : first.downLine(),
        "%s form a cycle%s: %s%s → %s%s; %s. Take one of these references out."
            .formatted(
                ids.size() == 1 ? "One revision" : ids.size() + " revisions",
                cycle.throughDependency() ? " through `depends_on`" : "",
                shown,
                more,
                code(first.id()),
                counterpart,
                cycle.refused()
                    ? "Alembic refuses the whole history"
                    : "Alembic overlooks it and would run them in an order that does not exist"));
  }

  private boolean namesItself(String id) {
    Revision revision = links.revisions().get(links.winner(id));
    return revision.downRevisions().contains(id) || revision.dependsOn().contains(id);
  }

  /// A closed way through a cycle, from one of its revisions that can reach itself soonest in load
  /// order, following parents (and dependencies).
  private List<Revision> way(List<String> ids, boolean throughDependency) {
    Set<Integer> members = ids.stream().map(links::winner).collect(Collectors.toSet());
    int start = members.stream().min(Comparator.naturalOrder()).orElseThrow();
    if (throughDependency) {
      start =
          members.stream()
              .filter(i -> containsAny(links.dependencies()[i], members))
              .min(Comparator.naturalOrder())
              .orElse(start);
    }
    Map<Integer, Integer> cameFrom = new HashMap<>();
    List<Integer> queue = new ArrayList<>(List.of(start));
    for (int at = 0; at < queue.size(); at++) {
      int here = queue.get(at);
      boolean first = at == 0 && throughDependency;
      List<Integer> next = new ArrayList<>();
      if (!first) {
        addAll(next, links.parents()[here]);
      }
      if (throughDependency) {
        addAll(next, links.dependencies()[here]);
      }
      for (int to : next) {
        if (to == start) {
          List<Revision> way = new ArrayList<>();
          for (int back = here; back != start; back = cameFrom.getOrDefault(back, start)) {
            way.add(links.revisions().get(back));
          }
          way.add(links.revisions().get(start));
          return way.reversed();
        }
        if (members.contains(to) && cameFrom.putIfAbsent(to, here) == null) {
          queue.add(to);
        }
      }
    }
    return List.of(links.revisions().get(start));
  }

  /// `depends_on = ""` depends on nothing, but a history without any other base is refused for it.
  private void emptyDependency() {
    if (found.strayIds().isEmpty() || !found.cycles().isEmpty()) {
      return;
    }
    links.revisions().stream()
        .filter(r -> Links.dependsOnNothing(r) && !r.dependsOn().isEmpty())
        .findFirst()
        .ifPresent(r ->
            add(
                RuleCode.CYCLE,
                Severity.FAILURE,
                r,
                dependsLine(r),
                "%s has an empty text in `depends_on`, which Alembic takes for a dependency cycle; write `None`."
                    .formatted(code(r.id()))));
  }

  private void duplicates() {
    links
        .byId()
        .forEach((id, same) -> {
          if (same.size() == 1) {
            return;
          }
          Revision last = links.revisions().get(same.getLast());
          List<String> others = new ArrayList<>();
          same.subList(0, same.size() - 1)
              .forEach(i -> others.add(plainPlace(links.revisions().get(i))));
          add(
              RuleCode.DUPLICATE_REVISION,
              Severity.FAILURE,
              last,
              last.line(),
              "%s is also declared in %s; Alembic keeps only the file it loads last, and the others stay behind as heads; give one of them a new id."
                  .formatted(code(id), Quoted.list(others)));
        });
  }

  private static void addAll(List<Integer> list, int[] values) {
    for (int value : values) {
      list.add(value);
    }
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

  private static String plainPlace(Revision revision) {
    return revision.path() + ":" + revision.line();
  }

  private static String place(Revision revision) {
    return code(plainPlace(revision));
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
