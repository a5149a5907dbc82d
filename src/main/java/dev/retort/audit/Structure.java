package dev.retort.audit;

import dev.retort.alembic.BranchLabel;
import dev.retort.alembic.Condition.Missing;
import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Written;
import dev.retort.rule.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a history looks like, and where it is broken, in Alembic's terms. Ids are sorted.
///
/// @param missingParents references by `down_revision` that lead nowhere
/// @param missingDependencies references by `depends_on` that lead nowhere
/// @param cycles circles of more than one revision
/// @param selfLoops revisions that name themselves
/// @param merges those that are not what they seem
public record Structure(
    Ends ends,
    List<Reference> missingParents,
    List<Reference> missingDependencies,
    List<Duplicate> duplicates,
    List<History.Cycle> cycles,
    List<Reference> selfLoops,
    Merges merges) {
  public Structure {
    missingParents = List.copyOf(missingParents);
    missingDependencies = List.copyOf(missingDependencies);
    duplicates = List.copyOf(duplicates);
    cycles = List.copyOf(cycles);
    selfLoops = List.copyOf(selfLoops);
  }

  /// Where the history ends and begins.
  public record Ends(
      List<String> heads, List<String> realHeads, List<String> bases, List<String> realBases) {
    public Ends {
      heads = List.copyOf(heads);
      realHeads = List.copyOf(realHeads);
      bases = List.copyOf(bases);
      realBases = List.copyOf(realBases);
    }
  }

  /// Merges that are not what they seem.
  ///
  /// @param dependsOnly revisions that only depend on a head they seem to merge
  /// @param redundantParents merges that name a parent for nothing
  /// @param rivals merges of what another revision merges as well
  public record Merges(
      List<Reference> dependsOnly, List<Reference> redundantParents, List<Reference> rivals) {
    public Merges {
      dependsOnly = List.copyOf(dependsOnly);
      redundantParents = List.copyOf(redundantParents);
      rivals = List.copyOf(rivals);
    }
  }

  /// One revision names another.
  ///
  /// @param from the id of the one that names
  /// @param path of its file
  /// @param line counted from 1
  /// @param to the id that it names
  public record Reference(String from, String path, int line, String to) {}

  /// An id that several files declare.
  ///
  /// @param paths in load order: of all, Alembic keeps the last
  public record Duplicate(String id, List<String> paths, Likeness likeness) {
    public Duplicate {
      paths = List.copyOf(paths);
    }
  }

  /// How much alike the files of a duplicate are.
  public enum Likeness {
    /// The same bytes.
    IDENTICAL("identical copies"),
    /// The same parents, `upgrade` and `downgrade`.
    SAME_WORK("different files that do the same"),
    DIFFERENT("different migrations");

    private final String words;

    Likeness(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /// @param findings what the rules found in it: merges that only look like one are told by them
  static Structure of(History history, List<Finding> findings) {
    List<Reference> missing = new ArrayList<>();
    for (Missing each : history.condition().missing()) {
      for (Revision child : history.declaring(each.child())) {
        if (child.downRevisions().contains(each.parent())) {
          missing.add(new Reference(child.id(), child.path(), child.downLine(), each.parent()));
        }
      }
    }
    return new Structure(
        new Ends(history.heads(), history.realHeads(), history.bases(), history.realBases()),
        missing,
        missingDependencies(history),
        history.condition().duplicates().stream().map(id -> duplicate(id, history)).toList(),
        history.cycles().stream().filter(cycle -> cycle.ids().size() > 1).toList(),
        selfLoops(history),
        new Merges(
            told(RuleCode.DEPENDS_ON_MERGE, findings),
            told(RuleCode.REDUNDANT_PARENT, findings),
            told(RuleCode.COMPETING_MERGES, findings)));
  }

  private static List<Reference> missingDependencies(History history) {
    Set<String> known = new HashSet<>();
    for (Revision revision : history.revisions()) {
      known.add(revision.id());
      revision.branchLabels().stream()
          .filter(BranchLabel::isText)
          .map(BranchLabel::name)
          .forEach(known::add);
    }
    List<Reference> missing = new ArrayList<>();
    for (Revision revision : history.revisions()) {
      for (String dependency : revision.dependsOn()) {
        // An empty text depends on nothing.
        if (!known.contains(dependency) && !dependency.isEmpty()) {
          missing.add(
              new Reference(revision.id(), revision.path(), dependsLine(revision), dependency));
        }
      }
    }
    return missing;
  }

  private static Duplicate duplicate(String id, History history) {
    List<Revision> all = history.declaring(id);
    Revision last = all.getLast();
    boolean sameBytes = all.stream().allMatch(each -> each.blob().equals(last.blob()));
    boolean sameWork =
        all.stream()
            .allMatch(each ->
                each.bodies().equals(last.bodies())
                    && Set.copyOf(each.downRevisions()).equals(Set.copyOf(last.downRevisions())));
    return new Duplicate(
        id,
        all.stream().map(Revision::path).toList(),
        sameBytes ? Likeness.IDENTICAL : sameWork ? Likeness.SAME_WORK : Likeness.DIFFERENT);
  }

  private static List<Reference> selfLoops(History history) {
    List<Reference> loops = new ArrayList<>();
    for (Revision revision : history.revisions()) {
      String id = revision.id();
      if (revision.downRevisions().contains(id)) {
        loops.add(new Reference(id, revision.path(), revision.downLine(), id));
      } else if (revision.dependsOn().contains(id)) {
        loops.add(new Reference(id, revision.path(), dependsLine(revision), id));
      }
    }
    return loops;
  }

  private static List<Reference> told(RuleCode code, List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.code() == code)
        .flatMap(finding ->
            finding.revision().stream()
                .flatMap(from ->
                    finding.counterpart().stream()
                        .map(to -> new Reference(from, finding.path(), finding.line(), to))))
        .toList();
  }

  private static int dependsLine(Revision revision) {
    return revision.dependsWritten().map(Written::line).orElse(revision.line());
  }
}
