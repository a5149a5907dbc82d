package dev.retort.bench;

import dev.retort.ServerProcess;
import dev.retort.bot.SweepRepository;
import dev.retort.job.Database;
import dev.retort.job.Kind;
import dev.retort.job.StoredJobs;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.RegisteredApp;
import dev.retort.standin.StandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Real servers, each a process of its own, on one database, before a GitHub that this process
/// plays. `main` has gone on by a revision that the branch `old` does not have: what starts there
/// makes a second head.
final class Fleet implements AutoCloseable {
  static final String FIRST = "aaaa00000001";
  static final String SECOND = "bbbb00000002";

  final StandIn github = StandIn.start(RegisteredApp.retort());
  final HostedRepository shop = github.repository("acme/shop");
  private final Kind kind;
  private final Path folder;
  private final List<ServerProcess> servers = new ArrayList<>();
  private Optional<Database> database = Optional.empty();

  Fleet(Kind kind, Path folder) {
    this.kind = kind;
    this.folder = folder;
    plant(shop);
    shop.branch("old", "main");
    shop.commit("main", "Go on", revision(SECOND, FIRST));
  }

  static void plant(HostedRepository repository) {
    Map<String, String> files = new HashMap<>();
    files.put("alembic.ini", "[alembic]\nscript_location = alembic\n");
    files.put("alembic/env.py", "target_metadata = object()\n");
    files.putAll(revision(FIRST, ""));
    repository.permit("ada", HostedRepository.Role.WRITE);
    repository.commit("main", "Start", files);
  }

  static Map<String, String> revision(String id, String parent) {
    return Map.of(
        "alembic/versions/" + id + "_step.py",
        "\"\"\"step\n\nRevision ID: %s\nRevises: %s\n\"\"\"\nrevision = '%s'\ndown_revision = %s\n"
            .formatted(id, parent, id, parent.isEmpty() ? "None" : "'" + parent + "'"));
  }

  /// A pull request with one revision.
  ///
  /// @param from `main`, or `old` for one that fails
  HostedPullRequest open(int number, String from) {
    return open(shop, number, from);
  }

  static HostedPullRequest open(HostedRepository repository, int number, String from) {
    String branch = "b" + number;
    String parent = from.equals("main") && repository.tip("old").isPresent() ? SECOND : FIRST;
    repository.branch(branch, from);
    repository.commit(branch, "Add", revision("%012d".formatted(number + 10), parent), "ada");
    return repository.openPullRequest("Add " + number, branch, "main", "ada");
  }

  /// Starts one more server on the database; deliveries go to the first.
  ServerProcess start(String... java) {
    Map<String, String> settings = new HashMap<>();
    settings.put("RETORT_APP_ID", String.valueOf(github.app().id()));
    settings.put("RETORT_PRIVATE_KEY", github.app().privateKeyPem());
    settings.put("RETORT_WEBHOOK_SECRET", github.app().webhookSecret());
    settings.put("RETORT_GITHUB_URL", github.url());
    settings.put("RETORT_DATABASE_URL", kind.url(folder));
    settings.put("RETORT_HOST", "127.0.0.1");
    try {
      ServerProcess server =
          ServerProcess.startAs(
              UnspacedServer.class.getName(),
              settings,
              Files.createTempFile(folder, "log", ""),
              java);
      servers.add(server);
      server.awaitReady();
      github.deliverTo(servers.getFirst().webhook());
      if (database.isEmpty()) {
        database = Optional.of(Database.beside(kind.url(folder)));
      }
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<ServerProcess> servers() {
    return List.copyOf(servers);
  }

  Load load() {
    return new Load(
        github.app().webhookSecret(), servers.stream().map(ServerProcess::webhook).toList());
  }

  /// Takes a server that was stopped or killed off the list.
  void forget(ServerProcess server) {
    servers.remove(server);
  }

  /// How many jobs and deliveries wait or are worked on, but for a sweep that has spent its share
  /// of an hour's calls and goes on in the next.
  long jobs() {
    return database.map(each -> jobs(new StoredJobs(each))).orElse(0L);
  }

  private static long jobs(StoredJobs jobs) {
    long waiting = jobs.waiting();
    // Looked at only where it decides.
    return waiting > 3 ? waiting : waiting - putOff(jobs.list(3));
  }

  private static long putOff(List<StoredJobs.StoredJob> jobs) {
    Instant soon = Instant.now().plusSeconds(60);
    return jobs.stream()
        .filter(job -> job.kind().equals(SweepRepository.KIND) && job.at().isAfter(soon))
        .count();
  }

  /// Waits until every webhook was delivered and every job is done.
  ///
  /// @return whether that happened in time
  boolean settle(Duration patience) {
    long[] quietSince = {Long.MAX_VALUE};
    return await(
        patience,
        () -> {
          long now = System.nanoTime();
          if (!github.webhooks().isIdle() || jobs() > 0) {
            quietSince[0] = Long.MAX_VALUE;
          } else if (quietSince[0] == Long.MAX_VALUE) {
            quietSince[0] = now;
          }
          return quietSince[0] != Long.MAX_VALUE && now - quietSince[0] > 500_000_000L;
        });
  }

  static boolean await(Duration patience, BooleanSupplier condition) {
    long until = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return true;
  }

  @Override
  public void close() {
    servers.forEach(ServerProcess::close);
    database.ifPresent(Database::close);
    github.close();
  }
}
