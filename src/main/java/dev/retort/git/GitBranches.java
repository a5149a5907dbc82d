package dev.retort.git;

import dev.retort.change.Snapshot;
import dev.retort.evidence.BranchPattern;
import dev.retort.evidence.ShippedBranches;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The shipped branches as a clone knows them, its own and those of its remotes; where the settings
/// name none, what `origin` calls its default branch.
public final class GitBranches implements ShippedBranches {
  private final GitRepository git;

  public GitBranches(GitRepository git) {
    this.git = git;
  }

  @Override
  public List<Snapshot> trees(Optional<List<BranchPattern>> shipped) {
    if (shipped.isEmpty()) {
      return git.remoteDefaultBranch().map(git::snapshot).stream().toList();
    }
    List<BranchPattern> patterns = shipped.get();
    TreeMap<String, String> tips = new TreeMap<>();
    for (GitRepository.Branch branch : git.branches()) {
      if (patterns.stream().anyMatch(pattern -> pattern.matches(branch.name()))) {
        tips.put(branch.name() + " " + branch.commit(), branch.commit());
      }
    }
    return ShippedBranches.last(tips, git::snapshot);
  }
}
