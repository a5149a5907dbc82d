package dev.retort.standin;

import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;

/// Pull requests, their files and their commits.
final class PullRoutes {
  private static final int FILES = 3000;

  private final StandIn github;

  PullRoutes(StandIn github) {
    this.github = github;
  }

  void register(Routes routes) {
    routes
        .read("pulls/list", "pull_requests", this::list)
        .read("pulls/get", "pull_requests", this::get)
        .read("pulls/list-files", "pull_requests", this::files)
        .read("pulls/list-commits", "pull_requests", this::commits);
  }

  private Answer list(Call call) {
    String state = call.queried("state").orElse("open");
    String sort = call.queried("sort").orElse("created");
    boolean oldestFirst = call.queried("direction").orElse("desc").equals("asc");
    Comparator<HostedPullRequest> order =
        sort.equals("updated")
            ? Comparator.comparing((HostedPullRequest pull) -> pull.updatedAt)
            : Comparator.comparingInt(HostedPullRequest::number);
    List<HostedPullRequest> pulls =
        call.repository().pullRequests().stream()
            .filter(pull -> state.equals("all") || pull.state().equals(state))
            .filter(pull -> call.queried("base").map(pull.baseBranch()::equals).orElse(true))
            .filter(pull -> call.queried("head").map(head -> isFrom(pull, head)).orElse(true))
            .sorted(oldestFirst ? order : order.reversed())
            .toList();
    return call.list(
        pulls, pull -> github.pullRequestShapes().simple(pull, github.faults().headShownOf(pull)));
  }

  /// @param head `owner:branch`; GitHub ignores anything else
  private static boolean isFrom(HostedPullRequest pull, String head) {
    int colon = head.indexOf(':');
    if (colon < 0) {
      return true;
    }
    return pull.headBranch().equals(head.substring(colon + 1))
        && pull.headRepository()
            .map(from -> from.owner().login().equalsIgnoreCase(head.substring(0, colon)))
            .orElse(false);
  }

  private Answer get(Call call) {
    HostedPullRequest pull = call.pull();
    return Answer.ok(github.pullRequestShapes().full(pull, github.faults().headShownOf(pull)));
  }

  private Answer files(Call call) {
    HostedPullRequest pull = call.pull();
    List<Diff.File> files = pull.diff().files().stream().limit(FILES).toList();
    return call.list(
        files, file -> github.gitShapes().file(pull.repository(), pull.headSha(), file));
  }

  private Answer commits(Call call) {
    HostedPullRequest pull = call.pull();
    HostedRepository repository = pull.repository();
    return call.list(
        repository
            .objects()
            .between(ObjectId.fromString(pull.baseSha), ObjectId.fromString(pull.headSha))
            .stream()
            .limit(250)
            .toList(),
        commit -> github.gitShapes().commit(repository, commit));
  }
}
