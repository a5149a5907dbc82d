package dev.retort.forge.github;

import dev.retort.forge.Repository;
import dev.retort.report.CheckReport;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.RegisteredApp;
import dev.retort.standin.StandIn;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A GitHub that keeps state, with a repository and a pull request, for tests of the port's
/// methods.
abstract class HostedForge {
  StandIn github;
  HostedRepository shop;
  HostedPullRequest pull;
  GitHubForge forge;
  Repository repository;

  @BeforeEach
  void start() {
    github = StandIn.start(RegisteredApp.retort());
    shop = github.repository("acme/shop");
    shop.commit(
        "main",
        "Start",
        Map.of(
            "README.md", "A shop\n", "versions/a.py", "x = 1\ny = 2\n", "versions/old.py", "o\n"));
    shop.branch("feature", "main");
    shop.commit("feature", "Work", Map.of("versions/b.py", "z = 1\nq = 2\nr = 3\n"), "ann");
    pull = shop.openPullRequest("Work", "feature", "main", "ann");
    forge =
        GitHubForge.connect(
            new GitHubApp.Credentials(github.app().id(), github.app().privateKeyPem()),
            URI.create(github.url()));
    repository = new Repository(github.installation(), shop.id(), "acme/shop");
  }

  @AfterEach
  void stop() {
    github.close();
  }

  /// By GitHub's names of operations; the token is left out.
  Map<String, Long> requests() {
    Map<String, Long> counts = new HashMap<>(github.requests().counts());
    counts.remove("apps/create-installation-access-token");
    github.requests().clear();
    return counts;
  }

  static CheckReport report(int annotations) {
    return new CheckReport(
        annotations == 0 ? "success" : "failure",
        "title",
        "summary",
        "text",
        IntStream.range(0, annotations)
            .mapToObj(
                i -> new CheckReport.Annotation("versions/b.py", 1, 2, "failure", "t", "m" + i))
            .toList(),
        List.of(new CheckReport.Action("Repair this branch", "Commits the repair", "fix")));
  }
}
