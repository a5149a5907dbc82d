package dev.retort.bot;

import dev.retort.change.Snapshot;
import dev.retort.evidence.BranchPattern;
import dev.retort.evidence.ShippedBranches;
import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads;
import dev.retort.forge.Repository;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The branches of a repository at GitHub whose revisions databases may have run: those of the
/// settings; where these say nothing, the default branch.
final class ShippedTrees implements ShippedBranches {
  private final Reads forge;
  private final Repository repository;
  private final PullRequest pullRequest;

  ShippedTrees(Reads forge, Repository repository, PullRequest pullRequest) {
    this.forge = forge;
    this.repository = repository;
    this.pullRequest = pullRequest;
  }

  @Override
  public List<Snapshot> trees(Optional<List<BranchPattern>> shipped) {
    List<BranchPattern> patterns =
        shipped.orElseGet(() -> List.of(new BranchPattern(pullRequest.defaultBranch())));
    TreeMap<String, String> tips = new TreeMap<>();
    for (BranchPattern pattern : patterns) {
      tips.putAll(matching(pattern));
    }
    // What the base has is not the change's own.
    tips.remove(pullRequest.baseBranch());
    return ShippedBranches.last(tips, commit -> forge.snapshot(repository, commit));
  }

  private Map<String, String> matching(BranchPattern pattern) {
    if (pattern.isPlain()) {
      String branch = pattern.text();
      return branch.equals(pullRequest.baseBranch())
          ? Map.of()
          : forge
              .branchTip(repository, repository.fullName(), branch)
              .map(tip -> Map.of(branch, tip))
              .orElse(Map.of());
    }
    Map<String, String> matching = new TreeMap<>();
    forge
        .branchTips(repository, pattern.prefix())
        .forEach((branch, tip) -> {
          if (pattern.matches(branch)) {
            matching.put(branch, tip);
          }
        });
    return matching;
  }
}
