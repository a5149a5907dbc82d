package dev.retort.bench;

import dev.retort.Row;
import dev.retort.ServerProcess;
import dev.retort.job.KillCycles;
import dev.retort.job.Kind;
import dev.retort.standin.Delivery;
import dev.retort.standin.HostedPullRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// Real servers under webhooks, on both stores: how fast they are acknowledged while reviews run, a
/// burst, many duplicates on two replicas, deaths, a stop, an outage, and what grows. Prints
/// figures beside those to hold, and fails where something was lost, doubled or refused, or where a
/// figure does not hold.
@Row({"F1", "N10", "G1", "G2", "G3", "G4", "G6", "G8"})
final class Soak {
  private final Kind kind;
  private final Path folder;
  private final SoakSize size;
  private final Tally tally;

  Soak(Kind kind, Path folder, SoakSize size) {
    this.kind = kind;
    this.folder = folder;
    this.size = size;
    this.tally = new Tally(kind);
  }

  /// @param args as [SoakSize#of] reads them
  public static void main(String[] args) throws Exception {
    SoakSize size = SoakSize.of(args);
    List<String> faults = new ArrayList<>();
    System.out.printf(
        "%d processors, %s; latencies in ms from the moment a delivery was due to be sent. On a"
            + " machine that does other work they are upper bounds.%n%n",
        Runtime.getRuntime().availableProcessors(), size);
    System.out.printf("%-11s %-42s %-34s %-26s %s%n", "store", "", "measured", "to hold", "before");
    long begun = System.nanoTime();
    List<Soak> soaks = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      soaks.add(new Soak(kind, Files.createTempDirectory("retort-soak"), size));
    }
    for (Soak soak : soaks) {
      soak.timed();
    }
    // Of these it is counted what was lost or doubled, and no answer is timed: they may take the
    // machine beside each other, and then say more of time than alone.
    List<Thread> together = new ArrayList<>();
    for (Soak soak : soaks) {
      together.add(Thread.ofPlatform().start(soak::kills));
      together.add(
          Thread.ofPlatform()
              .start(() -> {
                soak.part(soak::duplicates);
                soak.part(soak::missed);
              }));
    }
    for (Thread thread : together) {
      thread.join();
    }
    for (Soak soak : soaks) {
      faults.addAll(soak.faults());
      faults.addAll(soak.tally.tooSlow());
    }
    System.out.printf("%nIn all %.0f s%n", (System.nanoTime() - begun) / 1e9);
    faults.forEach(System.out::println);
    System.exit(faults.isEmpty() ? 0 : 1);
  }

  /// What was lost, doubled or refused; empty where all is well.
  List<String> faults() {
    return tally.faults();
  }

  /// All but the deaths.
  void run() {
    timed();
    part(this::duplicates);
    part(this::missed);
  }

  /// What is measured, for which nothing else may run.
  private void timed() {
    part(this::acknowledgements);
    part(this::endurance);
  }

  /// Something that is tried, and nothing else suffers where it ends in an error.
  private interface Part {
    void run() throws IOException, InterruptedException;
  }

  private void part(Part part) {
    try {
      part.run();
    } catch (IOException | RuntimeException e) {
      tally.fault(kind + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void endurance() throws IOException {
    if (size.endurance() > 0) {
      long begun = System.nanoTime();
      new Endurance(kind, folder())
          .run(size.endurance())
          .forEach(row -> tally.print(row[0], row[1], "", ""));
      tally.took("endurance", begun);
    }
  }

  private Path folder() throws IOException {
    return Files.createTempDirectory(folder, "run");
  }

  /// While reviews run, in a burst, and a stop in the middle of work.
  private void acknowledgements() throws IOException {
    if (size.seconds() == 0) {
      return;
    }
    long begun = System.nanoTime();
    try (Fleet fleet = new Fleet(kind, folder())) {
      fleet.start(size.java());
      for (int i = 0; i < size.pullRequests(); i++) {
        var _ = fleet.open(i, i % 2 == 0 ? "main" : "old");
      }
      tally.settle(fleet, "at the start");
      List<Delivery> opened = fleet.github.webhooks().log("pull_request", "opened");
      IntFunction<Load.Message> again = i -> message(opened.get(i % opened.size()));
      AtomicInteger moves = new AtomicInteger();
      Runnable move =
          () ->
              fleet.shop.commit("main", "Go on", Map.of("README.md", "" + moves.incrementAndGet()));
      var _ = fleet.load().evenly(50, 50 * Math.min(10, size.seconds()), again, move);
      Load.Answers steady = fleet.load().evenly(100, 100 * size.seconds(), again, move);
      tally.judge("100/s while reviews run", steady, 50, 500, "p50 436, p99 2180, max 3189");
      tally.settle(fleet, "after 100/s");
      Load.Answers burst = fleet.load().evenly(200, size.burst(), again, () -> {});
      tally.judge(
          "%,d in %d s".formatted(size.burst(), size.burst() / 200),
          burst,
          250,
          Long.MAX_VALUE,
          "p50 137, p99 830, max 1076");
      tally.settle(fleet, "after the burst");
      tally.everyHeadHasOneCheck(fleet, "after the loads");
      stop(fleet);
    }
    tally.took("loads and stop", begun);
  }

  /// In the middle of work, with calls that GitHub does not answer.
  private void stop(Fleet fleet) {
    ServerProcess server = fleet.servers().getFirst();
    fleet.github.faults().on("pulls/get").times(30).stall(Duration.ofSeconds(15));
    fleet
        .shop
        .pullRequests()
        .forEach(pull ->
            pull.push("More", Map.of("src/app.py", "print(%d)\n".formatted(pull.number()))));
    Fleet.await(Duration.ofSeconds(20), () -> fleet.jobs() > size.pullRequests() / 2);
    Duration took = server.terminate(Duration.ofSeconds(60));
    long left = fleet.jobs();
    fleet.forget(server);
    fleet.github.faults().clear();
    tally.print(
        "SIGTERM in mid-work, calls that stall",
        "%.1f s, %d jobs handed back".formatted(took.toMillis() / 1e3, left),
        "≤ 25 s",
        "2.8 to 19.2 s");
    if (took.toSeconds() >= 25) {
      tally.slow(kind + ": a stop took " + took);
    }
    fleet.start(size.java());
    tally.settle(fleet, "after the stop");
    tally.everyHeadHasOneCheck(fleet, "after the stop");
  }

  /// The same deliveries again and again, to two replicas at once.
  private void duplicates() throws IOException {
    if (kind != Kind.POSTGRESQL || size.duplicates() == 0) {
      return;
    }
    long begun = System.nanoTime();
    try (Fleet fleet = new Fleet(kind, folder())) {
      fleet.start(SoakSize.QUICKLY);
      fleet.start(SoakSize.QUICKLY);
      tally.settle(fleet, "two replicas, at the start");
      fleet.github.webhooks().hold();
      openWithQuestions(fleet);
      List<Delivery> all = fleet.github.webhooks().held();
      Load.Answers opened = sendAgainAndAgain(fleet, all);
      tally.settle(fleet, "duplicates");
      List<HostedPullRequest> torn =
          fleet.shop.pullRequests().stream().filter(pull -> pull.number() % 4 == 0).toList();
      torn.forEach(pull -> pull.comment("ada", "/retort fix"));
      List<Delivery> fixes = fleet.github.webhooks().held();
      Load.Answers fixed = sendAgainAndAgain(fleet, fixes.subList(all.size(), fixes.size()));
      fleet.github.webhooks().release();
      tally.settle(fleet, "duplicates of repairs");
      tally.everyHeadHasOneCheck(fleet, "duplicates");
      everythingIsDoneOnce(fleet, torn);
      int refused = opened.refused() + fixed.refused();
      tally.print(
          "%,d duplicates on two replicas".formatted(size.duplicates()),
          "%d doubled, refused %d"
              .formatted(
                  tally.faults().stream().filter(each -> each.contains("duplicates, ")).count(),
                  refused),
          "0 doubled",
          "one process only");
      if (refused > 0) {
        tally.fault(kind + ", duplicates: " + refused + " not answered with 2xx");
      }
    }
    tally.took("duplicates", begun);
  }

  /// Of every fourth pull request somebody asks something.
  private void openWithQuestions(Fleet fleet) {
    for (int i = 0; i < size.pullRequests(); i++) {
      HostedPullRequest pull = fleet.open(i, i % 2 == 0 ? "main" : "old");
      if (i % 4 == 1) {
        pull.comment("ada", "/retort graph");
      }
    }
  }

  /// Half of all duplicates.
  private Load.Answers sendAgainAndAgain(Fleet fleet, List<Delivery> deliveries) {
    return fleet
        .load()
        .evenly(
            200,
            size.duplicates() / 2,
            i -> message(deliveries.get(i % deliveries.size())),
            () -> {});
  }

  /// @param torn the pull requests that were to be repaired
  private void everythingIsDoneOnce(Fleet fleet, List<HostedPullRequest> torn) {
    for (HostedPullRequest pull : fleet.shop.pullRequests()) {
      boolean asked = pull.number() % 4 == 2;
      boolean repaired = torn.contains(pull);
      tally.expect(
          "duplicates, " + pull + " replies",
          Tally.said(pull, "retort:reply"),
          asked || repaired ? 1 : 0);
      tally.expect(
          "duplicates, " + pull + " commits",
          fleet.shop.messagesSince(fleet.shop.tip("old").orElseThrow(), pull.headBranch()).size(),
          (repaired ? 2 : 1) + (pull.number() % 2 == 1 ? 1 : 0));
    }
  }

  /// Opened while nobody listens.
  private void missed() throws IOException {
    if (size.missed() == 0) {
      return;
    }
    long whole = System.nanoTime();
    try (Fleet fleet = new Fleet(kind, folder())) {
      ServerProcess first = fleet.start(SoakSize.QUICKLY);
      tally.settle(fleet, "before the outage");
      first.close();
      fleet.forget(first);
      List<HostedPullRequest> pulls = new ArrayList<>();
      for (int i = 0; i < size.missed(); i++) {
        pulls.add(fleet.open(i, "main"));
      }
      Fleet.await(Tally.PATIENCE, fleet.github.webhooks()::isIdle);
      long begun = System.nanoTime();
      fleet.start(SoakSize.QUICKLY);
      boolean all =
          Fleet.await(
              Tally.PATIENCE, () -> pulls.stream().allMatch(pull -> Tally.completed(pull) == 1));
      tally.print(
          "%d missed in an outage, all judged after".formatted(size.missed()),
          "%.0f s".formatted((System.nanoTime() - begun) / 1e9),
          "≤ 600 s",
          "never");
      if (!all) {
        tally.fault(
            "%s: %d of %d that were missed have no verdict"
                .formatted(
                    kind,
                    pulls.stream().filter(pull -> Tally.completed(pull) != 1).count(),
                    pulls.size()));
      }
      tally.settle(fleet, "after the outage");
      tally.everyHeadHasOneCheck(fleet, "after the outage");
    }
    tally.took("outage", whole);
  }

  private void kills() {
    if (size.kills() == 0) {
      return;
    }
    long begun = System.nanoTime();
    try {
      KillCycles.Outcome outcome = new KillCycles(kind, folder()).run(size.kills(), 1);
      tally.print(
          "%d times kill -9".formatted(size.kills()),
          "%d of %,d lost (%.0f s)"
              .formatted(
                  outcome.lost().size(), outcome.accepted(), (System.nanoTime() - begun) / 1e9),
          "0 lost",
          "0");
      if (!outcome.lost().isEmpty()) {
        tally.fault(kind + ": lost by kill -9: " + outcome.lost());
      }
    } catch (IOException | RuntimeException e) {
      tally.fault(kind + ", kill -9: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Load.Message message(Delivery delivery) {
    return new Load.Message(delivery.guid(), delivery.event(), delivery.payload().toString());
  }
}
