package dev.retort.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.retort.job.Kind;
import dev.retort.job.QueueRate;
import dev.retort.standin.Delivery;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.LoggedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The figures that `src/docs/scale.md` stands on.
final class ServiceBench {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration A_CALL = Duration.ofMillis(500);

  private final Path folder;
  private final Size size;

  /// How much of each.
  ///
  /// @param deliveries acknowledged as fast as they are taken
  /// @param jobs that do nothing
  /// @param open pull requests on a base that moves
  /// @param installations each with [#reviews] pull requests, at a GitHub that takes its time
  record Size(int deliveries, int jobs, int open, int installations, int reviews) {
    static final Size FULL = new Size(50_000, 10_000, 200, 16, 20);
  }

  ServiceBench(Path folder, Size size) {
    this.folder = folder;
    this.size = size;
  }

  /// @param args the numbers of a [Size], or none for the full one
  public static void main(String[] args) throws IOException {
    int[] given = Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
    Size size =
        given.length < 5 ? Size.FULL : new Size(given[0], given[1], given[2], given[3], given[4]);
    new ServiceBench(Files.createTempDirectory("retort-bench"), size).run();
    System.exit(0);
  }

  void run() throws IOException {
    System.out.printf(
        "%nThe service: real processes, before a stand-in for GitHub on the machine%n");
    for (Kind kind : Kind.values()) {
      for (int processes = 1; processes <= (kind == Kind.SQLITE ? 1 : 3); processes++) {
        double rate = new QueueRate(kind, folder()).measure(size.jobs(), processes);
        row(
            kind,
            "%,d jobs that do nothing, processes: %d".formatted(size.jobs(), processes),
            "%.0f a second".formatted(rate));
      }
      for (String[] line : new Endurance(kind, folder()).run(size.deliveries())) {
        row(kind, line[0], line[1]);
      }
      baseMoves(kind);
      slowGitHub(kind);
    }
  }

  private Path folder() throws IOException {
    return Files.createTempDirectory(folder, "run");
  }

  private static void row(Kind kind, String what, String figure) {
    System.out.printf("%-11s %-52s %s%n", kind, what, figure);
  }

  /// Once by a file that is nobody's business, once by a revision that makes a second head of all.
  private void baseMoves(Kind kind) throws IOException {
    try (Fleet fleet = new Fleet(kind, folder())) {
      fleet.start();
      List<HostedPullRequest> pulls = new ArrayList<>();
      for (int i = 0; i < size.open(); i++) {
        pulls.add(fleet.open(i, "main"));
      }
      fleet.settle(PATIENCE);
      move(kind, fleet, "an unrelated file", Map.of("README.md", "x\n"));
      move(
          kind,
          fleet,
          "a revision that makes all of them red",
          Fleet.revision("cccc00000003", Fleet.SECOND));
      long red =
          pulls.stream()
              .filter(pull ->
                  pull.checkRuns().stream()
                      .anyMatch(run -> run.conclusion().filter("failure"::equals).isPresent()))
              .count();
      row(kind, "red after that", red + " of " + pulls.size());
    }
  }

  private static void move(Kind kind, Fleet fleet, String by, Map<String, String> files) {
    fleet.github.requests().clear();
    long begun = System.nanoTime();
    fleet.shop.commit("main", "Go on", files);
    fleet.settle(PATIENCE);
    double seconds = (System.nanoTime() - begun) / 1e9 - 0.5;
    List<LoggedRequest> calls = fleet.github.requests().all();
    row(
        kind,
        "the base moves by " + by,
        "%.1f s, %d calls, %d of them writes"
            .formatted(
                seconds, calls.size(), calls.stream().filter(LoggedRequest::isWrite).count()));
  }

  /// Reviews of many installations at once, each of whose calls takes half a second.
  private void slowGitHub(Kind kind) throws IOException {
    try (Fleet fleet = new Fleet(kind, folder())) {
      fleet.github.installTimes(size.installations());
      fleet.github.webhooks().drop(_ -> true);
      List<HostedRepository> repositories = new ArrayList<>();
      for (int i = 0; i < size.installations(); i++) {
        HostedRepository repository = fleet.github.repository("acme/r" + i);
        Fleet.plant(repository);
        repositories.add(repository);
      }
      fleet.start();
      fleet.settle(PATIENCE);
      fleet.github.webhooks().dropNothing();
      fleet.github.webhooks().hold();
      for (int i = 0; i < size.installations() * size.reviews(); i++) {
        var _ = Fleet.open(repositories.get(i % repositories.size()), i, "main");
      }
      List<Load.Message> opened =
          fleet.github.webhooks().held().stream()
              .filter(each -> each.event().equals("pull_request"))
              .map(each -> elsewhere(fleet, each, repositories))
              .toList();
      fleet.github.requests().clear();
      fleet.github.faults().on("*").times(Integer.MAX_VALUE).stall(A_CALL);
      long begun = System.nanoTime();
      var _ = fleet.load().evenly(200, opened.size(), opened::get, () -> {});
      fleet.settle(PATIENCE);
      double seconds = (System.nanoTime() - begun) / 1e9 - 0.5;
      int calls = fleet.github.requests().all().size();
      row(
          kind,
          "reviews, %d installations, %d ms a call"
              .formatted(size.installations(), A_CALL.toMillis()),
          "%.1f a second (%d in %.1f s, %d calls, %.0f calls a second)"
              .formatted(opened.size() / seconds, opened.size(), seconds, calls, calls / seconds));
    }
  }

  /// The same event from an installation of its repository's own.
  private static Load.Message elsewhere(
      Fleet fleet, Delivery delivery, List<HostedRepository> repositories) {
    ObjectNode payload = delivery.payload().deepCopy();
    long id = payload.path("repository").path("id").asLong();
    int index = 0;
    while (repositories.get(index).id() != id) {
      index++;
    }
    ((ObjectNode) payload.path("installation")).put("id", fleet.github.installation() + index);
    return new Load.Message(UUID.randomUUID().toString(), delivery.event(), payload.toString());
  }
}
