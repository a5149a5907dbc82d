package dev.retort.cli;

import dev.retort.change.Snapshot;
import dev.retort.verdict.BranchPattern;
import dev.retort.verdict.Settings;
import dev.retort.verdict.ShippedBranches;
import java.util.List;
import java.util.TreeMap;

/// The shipped branches as a clone knows them, its own and those of its remotes; where the settings
/// name none, what `origin` calls its default branch.
final class GitBranches implements ShippedBranches {
  private final GitRepository git;

  GitBranches(GitRepository git) {
    this.git = git;
  }

  @Override
  public List<Snapshot> trees(Settings.Shipped shipped) {
    if (shipped.patterns().isEmpty()) {
      return git.remoteDefaultBranch().map(git::snapshot).stream().toList();
    }
    List<BranchPattern> patterns = shipped.patterns().get();
    TreeMap<String, String> tips = new TreeMap<>();
    for (GitRepository.Branch branch : git.branches()) {
      if (patterns.stream().anyMatch(pattern -> pattern.matches(branch.name()))) {
        tips.put(branch.name() + " " + branch.commit(), branch.commit());
      }
    }
    return ShippedBranches.last(tips, git::snapshot);
  }
}
