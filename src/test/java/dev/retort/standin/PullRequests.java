package dev.retort.standin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.eclipse.jgit.lib.ObjectId;

/// The pull requests onto one repository.
final class PullRequests {
  private final HostedRepository repository;
  private final Map<Integer, HostedPullRequest> byNumber = new ConcurrentSkipListMap<>();

  PullRequests(HostedRepository repository) {
    this.repository = repository;
  }

  List<HostedPullRequest> all() {
    return List.copyOf(byNumber.values());
  }

  Optional<HostedPullRequest> find(int number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  HostedPullRequest open(
      String title, HostedRepository from, String head, String base, Account author) {
    StandIn github = repository.github();
    return github.locked(() -> {
      String headSha =
          from.tip(head).orElseThrow(() -> new IllegalArgumentException("no branch " + head));
      String baseSha =
          repository.tip(base).orElseThrow(() -> new IllegalArgumentException("no branch " + base));
      HostedPullRequest pull =
          new HostedPullRequest(
              repository,
              github.nextId(),
              byNumber.size() + 1,
              title,
              author,
              from,
              head,
              headSha,
              base,
              baseSha,
              github.now());
      pull.maintainerCanModify = from != repository && from.owner().kind() == Account.Kind.USER;
      byNumber.put(pull.number(), pull);
      repository.refs().put(ref(pull), headSha);
      github.events().pullRequest("opened", pull, author, Json.object());
      return pull;
    });
  }

  private static String ref(HostedPullRequest pull) {
    return "refs/pull/" + pull.number() + "/head";
  }

  /// The head branch moved.
  void follow(HostedPullRequest pull, String before, Account actor) {
    StandIn github = repository.github();
    Optional<String> tip = pull.headRepository.flatMap(from -> from.tip(pull.headBranch()));
    if (tip.isEmpty()) {
      close(pull, actor);
      return;
    }
    pull.previousHeadSha = pull.headSha;
    pull.headSha = tip.get();
    pull.baseSha = repository.tip(pull.baseBranch).orElse(pull.baseSha);
    pull.updatedAt = github.now();
    repository.refs().put(ref(pull), pull.headSha);
    github
        .events()
        .pullRequest(
            "synchronize", pull, actor, Json.object("before", before, "after", pull.headSha));
  }

  void close(HostedPullRequest pull, Account actor) {
    StandIn github = repository.github();
    github.locked(() -> {
      pull.open = false;
      pull.closedAt = Optional.of(github.now());
      pull.updatedAt = github.now();
      github.events().pullRequest("closed", pull, actor, Json.object());
      return pull;
    });
  }

  void reopen(HostedPullRequest pull) {
    StandIn github = repository.github();
    github.locked(() -> {
      pull.open = true;
      pull.closedAt = Optional.empty();
      pull.updatedAt = github.now();
      github.events().pullRequest("reopened", pull, pull.author(), Json.object());
      return pull;
    });
  }

  void draft(HostedPullRequest pull, boolean draft) {
    StandIn github = repository.github();
    github.locked(() -> {
      pull.draft = draft;
      String action = draft ? "converted_to_draft" : "ready_for_review";
      github.events().pullRequest(action, pull, pull.author(), Json.object());
      return pull;
    });
  }

  void label(HostedPullRequest pull, Account actor, String name, boolean set) {
    StandIn github = repository.github();
    github.locked(() -> {
      pull.labellings.add(
          new HostedPullRequest.Labelling(github.nextId(), name, set, actor, github.now()));
      pull.updatedAt = github.now();
      github
          .events()
          .pullRequest(
              set ? "labeled" : "unlabeled",
              pull,
              actor,
              Json.object("label", github.pullRequestShapes().label(pull, name)));
      return pull;
    });
  }

  void rename(HostedPullRequest pull, String title) {
    StandIn github = repository.github();
    github.locked(() -> {
      String old = pull.title;
      pull.title = title;
      edited(pull, Json.object("title", Json.object("from", old)));
      return pull;
    });
  }

  void retarget(HostedPullRequest pull, String branch) {
    github(() -> {
      String oldBranch = pull.baseBranch;
      String oldSha = pull.baseSha;
      pull.baseBranch = branch;
      pull.baseSha =
          repository
              .tip(branch)
              .orElseThrow(() -> new IllegalArgumentException("no branch " + branch));
      edited(
          pull,
          Json.object(
              "base",
              Json.object(
                  "ref", Json.object("from", oldBranch),
                  "sha", Json.object("from", oldSha))));
    });
  }

  private void github(Runnable change) {
    repository
        .github()
        .locked(() -> {
          change.run();
          return repository;
        });
  }

  private void edited(HostedPullRequest pull, Object changes) {
    StandIn github = repository.github();
    pull.updatedAt = github.now();
    github.events().pullRequest("edited", pull, pull.author(), Json.object("changes", changes));
  }

  String merge(HostedPullRequest pull, Account actor) {
    StandIn github = repository.github();
    return github.locked(() -> {
      if (!pull.open) {
        throw new IllegalStateException(pull + " is closed");
      }
      ObjectStore objects = repository.objects();
      String tip = repository.tip(pull.baseBranch).orElseThrow();
      ObjectId ours = ObjectId.fromString(tip);
      ObjectId theirs = ObjectId.fromString(pull.headSha);
      ObjectId tree =
          objects
              .merge(ours, theirs)
              .orElseThrow(() -> new IllegalStateException(pull + " conflicts"));
      String from = pull.headOwner().login() + "/" + pull.headBranch();
      String merged =
          objects
              .commit(
                  tree,
                  List.of(ours, theirs),
                  "Merge pull request #" + pull.number() + " from " + from + "\n\n" + pull.title,
                  repository.ident(actor),
                  repository.ident(StandIn.WEB_FLOW))
              .name();
      markMerged(pull, merged, actor);
      repository.move(pull.baseBranch, merged, false, actor);
      github.events().pullRequest("closed", pull, actor, Json.object());
      return merged;
    });
  }

  QueuedGroup queue(String on, List<HostedPullRequest> group) {
    StandIn github = repository.github();
    return github.locked(() -> {
      ObjectStore objects = repository.objects();
      ObjectId tip = ObjectId.fromString(on);
      for (HostedPullRequest pull : group) {
        ObjectId theirs = ObjectId.fromString(pull.headSha);
        ObjectId tree =
            objects
                .merge(tip, theirs)
                .orElseThrow(() -> new IllegalStateException(pull + " conflicts"));
        tip =
            objects.commit(
                tree,
                List.of(tip, theirs),
                "Merge pull request #" + pull.number(),
                repository.ident(pull.author()),
                repository.ident(StandIn.WEB_FLOW));
      }
      HostedPullRequest last = group.getLast();
      String branch = "gh-readonly-queue/" + last.baseBranch() + "/pr-" + last.number() + "-" + on;
      QueuedGroup queued = new QueuedGroup(branch, tip.name(), on, last.baseBranch());
      repository.move(branch, tip.name(), true, StandIn.WEB_FLOW);
      github.events().mergeGroup("checks_requested", repository, queued);
      return queued;
    });
  }

  /// A push to the base contained the head: GitHub shows the pull request as merged.
  void mergedByPush(HostedPullRequest pull, String tip, Account actor) {
    markMerged(pull, tip, actor);
    repository.github().events().pullRequest("closed", pull, actor, Json.object());
  }

  private void markMerged(HostedPullRequest pull, String commit, Account actor) {
    StandIn github = repository.github();
    pull.open = false;
    pull.mergeCommit = Optional.of(commit);
    pull.mergedBy = Optional.of(actor);
    pull.closedAt = Optional.of(github.now());
    pull.updatedAt = github.now();
  }
}
