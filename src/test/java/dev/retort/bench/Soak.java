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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// Real servers under webhooks, on both stores: how fast they are acknowledged while reviews run, a
/// burst, many duplicates on two replicas, deaths, a stop, an outage, and what grows. Prints
/// figures beside those to hold, and fails where something was lost, doubled or refused, or where a
/// figure does not hold.
@Row({"F1", "N10", "G1", "G2", "G3", "G4", "G6", "G8"})
final class Soak {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Kind kind;
  private final Path folder;
  private final SoakSize size;
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final List<String> slow = new CopyOnWriteArrayList<>();

  Soak(Kind kind, Path folder, SoakSize size) {
    this.kind = kind;
    this.folder = folder;
    this.size = size;
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
      faults.addAll(soak.tooSlow());
    }
    System.out.printf("%nIn all %.0f s%n", (System.nanoTime() - begun) / 1e9);
    faults.forEach(System.out::println);
    System.exit(faults.isEmpty() ? 0 : 1);
  }

  /// What was lost, doubled or refused; empty where all is well.
  List<String> faults() {
    return List.copyOf(faults);
  }

  /// Figures that do not hold.
  List<String> tooSlow() {
    return List.copyOf(slow);
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
      faults.add(kind + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void endurance() throws IOException {
    if (size.endurance() > 0) {
      long begun = System.nanoTime();
      new Endurance(kind, folder()).run(size.endurance()).forEach(line -> print(line, ""));
      took("endurance", begun);
    }
  }

  /// How long a part of all this took.
  private void took(String part, long begun) {
    print(part + ": took", "%.0f s".formatted((System.nanoTime() - begun) / 1e9), "", "");
  }

  private Path folder() throws IOException {
    return Files.createTempDirectory(folder, "run");
  }

  /// @param before what was measured before deliveries were stored first, where it was
  private void print(String what, String figure, String hold, String before) {
    System.out.printf("%-11s %-42s %-34s %-26s %s%n", kind, what, figure, hold, before);
  }

  private void print(String[] row, String before) {
    print(row[0], row[1], "", before);
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
      settle(fleet, "at the start");
      List<Delivery> opened = fleet.github.webhooks().log("pull_request", "opened");
      IntFunction<Load.Message> again = i -> message(opened.get(i % opened.size()));
      AtomicInteger moves = new AtomicInteger();
      Runnable move =
          () ->
              fleet.shop.commit("main", "Go on", Map.of("README.md", "" + moves.incrementAndGet()));
      var _ = fleet.load().evenly(50, 50 * Math.min(10, size.seconds()), again, move);
      Load.Answers steady = fleet.load().evenly(100, 100 * size.seconds(), again, move);
      judge("100/s while reviews run", steady, 50, 500, "p50 436, p99 2180, max 3189");
      settle(fleet, "after 100/s");
      Load.Answers burst = fleet.load().evenly(200, size.burst(), again, () -> {});
      judge(
          "%,d in %d s".formatted(size.burst(), size.burst() / 200),
          burst,
          250,
          Long.MAX_VALUE,
          "p50 137, p99 830, max 1076");
      settle(fleet, "after the burst");
      everyHeadHasOneCheck(fleet, "after the loads");
      stop(fleet);
    }
    took("loads and stop", begun);
  }

  private void judge(String what, Load.Answers answers, long p99, long max, String before) {
    print(
        what,
        "p50 %.0f, p99 %.0f, max %.0f, refused %d"
            .formatted(
                answers.millis(0.5), answers.millis(0.99), answers.millis(1), answers.refused()),
        max == Long.MAX_VALUE
            ? "p99 ≤ %d, refused 0".formatted(p99)
            : "p99 ≤ %d, max < %d".formatted(p99, max),
        before);
    if (answers.refused() > 0) {
      faults.add("%s, %s: %d not answered with 2xx".formatted(kind, what, answers.refused()));
    }
    if (answers.millis(0.99) > p99 || answers.millis(1) >= max) {
      slow.add("%s, %s: slower than it should be".formatted(kind, what));
    }
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
    print(
        "SIGTERM in mid-work, calls that stall",
        "%.1f s, %d jobs handed back".formatted(took.toMillis() / 1e3, left),
        "≤ 25 s",
        "2.8 to 19.2 s");
    if (took.toSeconds() >= 25) {
      slow.add(kind + ": a stop took " + took);
    }
    fleet.start(size.java());
    settle(fleet, "after the stop");
    everyHeadHasOneCheck(fleet, "after the stop");
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
      settle(fleet, "two replicas, at the start");
      fleet.github.webhooks().hold();
      for (int i = 0; i < size.pullRequests(); i++) {
        HostedPullRequest pull = fleet.open(i, i % 2 == 0 ? "main" : "old");
        if (i % 4 == 1) {
          pull.comment("ada", "/retort graph");
        }
      }
      List<Delivery> all = fleet.github.webhooks().held();
      Load.Answers opened =
          fleet
              .load()
              .evenly(200, size.duplicates() / 2, i -> message(all.get(i % all.size())), () -> {});
      settle(fleet, "duplicates");
      List<HostedPullRequest> torn =
          fleet.shop.pullRequests().stream().filter(pull -> pull.number() % 4 == 0).toList();
      torn.forEach(pull -> pull.comment("ada", "/retort fix"));
      List<Delivery> fixes = fleet.github.webhooks().held();
      List<Delivery> added = fixes.subList(all.size(), fixes.size());
      Load.Answers fixed =
          fleet
              .load()
              .evenly(
                  200, size.duplicates() / 2, i -> message(added.get(i % added.size())), () -> {});
      fleet.github.webhooks().release();
      settle(fleet, "duplicates of repairs");
      everyHeadHasOneCheck(fleet, "duplicates");
      for (HostedPullRequest pull : fleet.shop.pullRequests()) {
        boolean asked = pull.number() % 4 == 2;
        boolean repaired = torn.contains(pull);
        expect(
            "duplicates, " + pull + " replies",
            said(pull, "retort:reply"),
            asked || repaired ? 1 : 0);
        expect(
            "duplicates, " + pull + " commits",
            fleet.shop.messagesSince(fleet.shop.tip("old").orElseThrow(), pull.headBranch()).size(),
            (repaired ? 2 : 1) + (pull.number() % 2 == 1 ? 1 : 0));
      }
      int refused = opened.refused() + fixed.refused();
      print(
          "%,d duplicates on two replicas".formatted(size.duplicates()),
          "%d doubled, refused %d"
              .formatted(
                  faults.stream().filter(each -> each.contains("duplicates, ")).count(), refused),
          "0 doubled",
          "one process only");
      if (refused > 0) {
        faults.add(kind + ", duplicates: " + refused + " not answered with 2xx");
      }
    }
    took("duplicates", begun);
  }

  private void expect(String what, long found, long expected) {
    if (found != expected) {
      faults.add("%s: %s: %d in place of %d".formatted(kind, what, found, expected));
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
      settle(fleet, "before the outage");
      first.close();
      fleet.forget(first);
      List<HostedPullRequest> pulls = new ArrayList<>();
      for (int i = 0; i < size.missed(); i++) {
        pulls.add(fleet.open(i, "main"));
      }
      Fleet.await(PATIENCE, fleet.github.webhooks()::isIdle);
      long begun = System.nanoTime();
      fleet.start(SoakSize.QUICKLY);
      boolean all =
          Fleet.await(PATIENCE, () -> pulls.stream().allMatch(pull -> completed(pull) == 1));
      print(
          "%d missed in an outage, all judged after".formatted(size.missed()),
          "%.0f s".formatted((System.nanoTime() - begun) / 1e9),
          "≤ 600 s",
          "never");
      if (!all) {
        faults.add(
            "%s: %d of %d that were missed have no verdict"
                .formatted(
                    kind,
                    pulls.stream().filter(pull -> completed(pull) != 1).count(),
                    pulls.size()));
      }
      settle(fleet, "after the outage");
      everyHeadHasOneCheck(fleet, "after the outage");
    }
    took("outage", whole);
  }

  private void kills() {
    if (size.kills() == 0) {
      return;
    }
    long begun = System.nanoTime();
    try {
      KillCycles.Outcome outcome = new KillCycles(kind, folder()).run(size.kills(), 1);
      print(
          "%d times kill -9".formatted(size.kills()),
          "%d of %,d lost (%.0f s)"
              .formatted(
                  outcome.lost().size(), outcome.accepted(), (System.nanoTime() - begun) / 1e9),
          "0 lost",
          "0");
      if (!outcome.lost().isEmpty()) {
        faults.add(kind + ": lost by kill -9: " + outcome.lost());
      }
    } catch (IOException | RuntimeException e) {
      faults.add(kind + ", kill -9: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void settle(Fleet fleet, String when) {
    if (!fleet.settle(PATIENCE)) {
      faults.add("%s, %s: the queue did not run empty".formatted(kind, when));
    }
  }

  private static long completed(HostedPullRequest pull) {
    return pull.checkRuns().stream().filter(run -> run.status().equals("completed")).count();
  }

  private static long said(HostedPullRequest pull, String marker) {
    return pull.comments().stream()
        .filter(comment -> comment.app().isPresent() && comment.body().contains(marker))
        .count();
  }

  private void everyHeadHasOneCheck(Fleet fleet, String when) {
    for (HostedPullRequest pull : fleet.shop.pullRequests()) {
      String where = when + ", " + pull;
      expect(where + " checks", pull.checkRuns().size(), 1);
      expect(where + " completed checks", completed(pull), 1);
      if (said(pull, "retort:sticky") > 1) {
        faults.add(kind + ", " + where + ": more than one sticky comment");
      }
      long suggestions =
          pull.reviewComments().stream()
              .filter(comment -> !comment.isResolved() && comment.minimized().isEmpty())
              .count();
      long different =
          pull.reviewComments().stream()
              .filter(comment -> !comment.isResolved() && comment.minimized().isEmpty())
              .map(comment -> comment.body())
              .distinct()
              .count();
      expect(where + " suggestions", suggestions, different);
    }
  }

  private static Load.Message message(Delivery delivery) {
    return new Load.Message(delivery.guid(), delivery.event(), delivery.payload().toString());
  }
}
