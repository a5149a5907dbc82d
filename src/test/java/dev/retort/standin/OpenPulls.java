package dev.retort.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the open pull requests of all repositories have to do with a branch.
///
/// @param github where they are open
record OpenPulls(StandIn github) {
  /// A branch moved: pull requests from it follow, and those onto it whose head it now holds are
  /// merged.
  void follow(HostedRepository repository, String branch, String before, Account actor) {
    for (HostedPullRequest pull : all()) {
      if (!pull.isOpen()) {
        continue;
      }
      boolean isHead =
          pull.headRepository.equals(Optional.of(repository)) && pull.headBranch().equals(branch);
      if (isHead) {
        pull.repository().pulls().follow(pull, before, actor);
      } else if (pull.repository() == repository && pull.baseBranch.equals(branch)) {
        repository
            .tip(branch)
            .filter(tip -> repository.isFastForward(pull.headSha, tip))
            .ifPresent(tip -> repository.pulls().mergedByPush(pull, tip, actor));
      }
    }
  }

  /// Whether some open pull request lets maintainers of its base push to this fork.
  boolean maintainersMayPush(HostedRepository fork) {
    return all().stream().anyMatch(pull -> allowsPush(pull, fork));
  }

  boolean maintainersMayPush(HostedRepository fork, String branch) {
    return all().stream()
        .anyMatch(pull -> allowsPush(pull, fork) && pull.headBranch().equals(branch));
  }

  private static boolean allowsPush(HostedPullRequest pull, HostedRepository fork) {
    return pull.isOpen()
        && pull.maintainerCanModify
        && pull.repository().isInstalled()
        && pull.headRepository.equals(Optional.of(fork));
  }

  List<HostedPullRequest> all() {
    List<HostedPullRequest> pulls = new ArrayList<>();
    github.repositories().forEach(each -> pulls.addAll(each.pullRequests()));
    return pulls;
  }
}
