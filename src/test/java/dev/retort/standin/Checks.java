package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The check suites and runs of one repository.
final class Checks {
  /// All runs of one App on one commit.
  record Suite(long id, RegisteredApp app, String headSha, Optional<String> headBranch) {}

  private final HostedRepository repository;
  private final Map<Long, PostedCheckRun> runs = new ConcurrentSkipListMap<>();
  private final Map<Long, Suite> suites = new ConcurrentSkipListMap<>();

  Checks(HostedRepository repository) {
    this.repository = repository;
  }

  List<PostedCheckRun> on(String sha) {
    return runs.values().stream().filter(run -> run.headSha().equals(sha)).toList();
  }

  List<PostedCheckRun> in(Suite suite) {
    return runs.values().stream().filter(run -> run.suite() == suite.id()).toList();
  }

  Optional<PostedCheckRun> find(long id) {
    return Optional.ofNullable(runs.get(id));
  }

  Optional<Suite> suite(long id) {
    return Optional.ofNullable(suites.get(id));
  }

  List<Suite> suitesOn(String sha) {
    return suites.values().stream().filter(suite -> suite.headSha().equals(sha)).toList();
  }

  Suite suiteOn(String sha, RegisteredApp app) {
    return suitesOn(sha).stream()
        .filter(suite -> suite.app() == app)
        .findFirst()
        .orElseGet(() -> {
          Optional<String> branch =
              repository.refs().entrySet().stream()
                  .filter(ref -> ref.getKey().startsWith("refs/heads/"))
                  .filter(ref -> ref.getValue().equals(sha))
                  .map(ref -> ref.getKey().substring("refs/heads/".length()))
                  .findFirst();
          Suite suite = new Suite(repository.github().nextId(), app, sha, branch);
          suites.put(suite.id(), suite);
          return suite;
        });
  }

  PostedCheckRun create(String sha, RegisteredApp app, JsonNode body) {
    StandIn github = repository.github();
    Suite suite = suiteOn(sha, app);
    PostedCheckRun run =
        new PostedCheckRun(github.nextId(), suite.id(), repository, app, sha, github.now());
    run.apply(body, github.now());
    runs.put(run.id(), run);
    github.events().checkRun("created", run, app.bot(), Json.object());
    if (run.status().equals("completed")) {
      github.events().checkRun("completed", run, app.bot(), Json.object());
    }
    return run;
  }

  void update(PostedCheckRun run, JsonNode body) {
    StandIn github = repository.github();
    boolean wasCompleted = run.status().equals("completed");
    run.apply(body, github.now());
    if (run.status().equals("completed") && !wasCompleted) {
      github.events().checkRun("completed", run, run.app().bot(), Json.object());
    }
  }

  /// Open pull requests of this repository itself that show the commit; forks' are left out.
  List<HostedPullRequest> pullRequestsOf(String sha) {
    return repository.pulls().all().stream()
        .filter(pull -> pull.isOpen() && !pull.fromFork() && pull.headSha().equals(sha))
        .toList();
  }
}
