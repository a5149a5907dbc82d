package dev.retort.audit;

import dev.retort.audit.BranchPoint.Offshoot;
import dev.retort.audit.Cause.Evidence;
import dev.retort.audit.Cause.Kind;
import dev.retort.evidence.GitEvidence.Trace;
import dev.retort.rule.CompetingMerges;
import dev.retort.rule.Finding;
import dev.retort.rule.OpenHeads;
import dev.retort.rule.Prose;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Two people continue one revision, each is right alone, and git merges both without a conflict.
/// Where one commit brought all of it, nobody else is to be looked for.
final class ParallelWork implements CauseFinder {
  private static final int MOST_OFFSHOOTS = 4;

  @Override
  public List<Cause> read(CauseClues clues) {
    if (clues.findings().stream().anyMatch(each -> OpenHeads.isToldBy(each.fact()))) {
      // What would merge them, or say that both are meant, could not be read.
      return List.of();
    }
    // Rival merges of the same heads are told of by their own finding.
    Set<String> rivals = new HashSet<>();
    for (Finding each : clues.findings()) {
      if (each.fact() instanceof CompetingMerges.Found found) {
        rivals.add(found.id());
        rivals.add(found.other());
      }
    }
    return clues.branchPoints().stream()
        .filter(BranchPoint::open)
        .filter(point -> !apart(point).stream().map(Offshoot::first).allMatch(rivals::contains))
        .map(point -> cause(point, clues))
        .toList();
  }

  private static List<Offshoot> apart(BranchPoint point) {
    return point.offshoots().stream().filter(offshoot -> offshoot.mergedIn().isEmpty()).toList();
  }

  private static Cause cause(BranchPoint point, CauseClues clues) {
    List<Offshoot> apart = apart(point);
    List<Trace> brought =
        apart.stream().flatMap(offshoot -> clues.past().added(offshoot.path()).stream()).toList();
    boolean together =
        apart.size() > 1
            && brought.size() == apart.size()
            && brought.stream().map(Trace::commit).distinct().count() == 1;
    return new Cause(
        together ? Kind.ONE_CHANGE : Kind.PARALLEL_WORK,
        List.of(evidence(point, apart, brought, clues)));
  }

  private static Evidence evidence(
      BranchPoint point, List<Offshoot> apart, List<Trace> brought, CauseClues clues) {
    List<Prose> who =
        apart.stream()
            .limit(MOST_OFFSHOOTS)
            .map(offshoot -> Prose.EMPTY.id(offshoot.first()).then(clues.origin(offshoot.path())))
            .toList();
    int more = apart.size() - MOST_OFFSHOOTS;
    Optional<Trace> youngest = brought.stream().max(Comparator.comparing(Trace::date));
    return Evidence.of(
        Prose.EMPTY
            .id(point.id())
            .text(" is continued by ")
            .then(Prose.joined(who, " and by "))
            .when(more > 0, Prose.of(" and by " + more + " more"))
            .text(", and nothing joins them."),
        youngest);
  }
}
