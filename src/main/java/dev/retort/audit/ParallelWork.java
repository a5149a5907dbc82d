package dev.retort.audit;

import dev.retort.alembic.Quoted;
import dev.retort.audit.BranchPoint.Branch;
import dev.retort.audit.Cause.Evidence;
import dev.retort.audit.Cause.Kind;
import dev.retort.repair.GitEvidence.Trace;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Two people continue one revision, each is right alone, and git merges both without a conflict.
final class ParallelWork implements Telltale {
  private static final int MOST_BRANCHES = 4;

  @Override
  public List<Cause> read(Inquiry inquiry) {
    return inquiry.branchPoints().stream()
        .filter(BranchPoint::open)
        .map(point -> new Cause(Kind.PARALLEL_WORK, List.of(evidence(point, inquiry))))
        .toList();
  }

  private static Evidence evidence(BranchPoint point, Inquiry inquiry) {
    List<Branch> apart =
        point.branches().stream().filter(branch -> branch.mergedIn().isEmpty()).toList();
    String who =
        apart.stream()
            .limit(MOST_BRANCHES)
            .map(branch -> Quoted.code(branch.first()) + inquiry.origin(branch.path()))
            .collect(Collectors.joining(" and by "));
    int more = apart.size() - MOST_BRANCHES;
    Optional<Trace> youngest =
        apart.stream()
            .flatMap(branch -> inquiry.former().added(branch.path()).stream())
            .max(Comparator.comparing(Trace::date));
    return Evidence.of(
        Quoted.code(point.id())
            + " is continued by "
            + who
            + (more > 0 ? " and by " + more + " more" : "")
            + ", and nothing joins them.",
        youngest);
  }
}
