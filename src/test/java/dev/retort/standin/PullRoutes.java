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
        .write("pulls/create", "pull_requests", this::create)
        .write("pulls/update", "pull_requests", this::update)
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

  /// From a branch of the repository itself.
  private Answer create(Call call) {
    HostedRepository repository = call.repository();
    String head = call.text("head").orElse("");
    String base = call.text("base").orElse("");
    String title = call.text("title").orElse("");
    String tip =
        repository.tip(head).orElseThrow(() -> invalid("head", "invalid", "head is invalid"));
    String onto =
        repository.tip(base).orElseThrow(() -> invalid("base", "invalid", "base is invalid"));
    if (title.isBlank()) {
      throw invalid("title", "missing_field", "title is missing");
    }
    boolean twice =
        repository.pullRequests().stream()
            .anyMatch(pull ->
                pull.isOpen()
                    && !pull.fromFork()
                    && pull.headBranch().equals(head)
                    && pull.baseBranch().equals(base));
    if (twice) {
      throw invalid(
          "head",
          "custom",
          "A pull request already exists for " + repository.owner().login() + ":" + head + ".");
    }
    if (repository.isFastForward(tip, onto)) {
      throw invalid("head", "custom", "No commits between " + base + " and " + head);
    }
    HostedPullRequest pull =
        repository.pulls().open(title, repository, head, base, github.app().bot());
    pull.body = checkedBody(call);
    return Answer.created(github.pullRequestShapes().full(pull, pull.headSha()));
  }

  private Answer update(Call call) {
    HostedPullRequest pull = call.pull();
    call.text("title").ifPresent(title -> pull.repository().pulls().rename(pull, title));
    if (call.body().has("body")) {
      pull.body = checkedBody(call);
    }
    String state = call.text("state").orElse(pull.state());
    if (!state.equals(pull.state())) {
      if (state.equals("closed")) {
        pull.repository().pulls().close(pull, github.app().bot());
      } else {
        pull.repository().pulls().reopen(pull);
      }
    }
    return Answer.ok(github.pullRequestShapes().full(pull, pull.headSha()));
  }

  private static String checkedBody(Call call) {
    String body = call.text("body").orElse("");
    if (body.codePointCount(0, body.length()) > 65_536) {
      throw invalid("body", "custom", "body is too long (maximum is 65536 characters)");
    }
    return body;
  }

  private static Refusal invalid(String field, String code, String message) {
    return Refusal.invalid("PullRequest", field, code, message);
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
