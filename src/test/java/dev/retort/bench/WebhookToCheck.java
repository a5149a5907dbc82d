package dev.retort.bench;

import dev.retort.Server;
import dev.retort.bot.Patience;
import dev.retort.bot.Settling;
import dev.retort.forge.github.Timeouts;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.RegisteredApp;
import dev.retort.standin.StandIn;
import dev.retort.web.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// How long it takes from a pull request that is opened to its check, on a real server with its
/// embedded database, one after the other against a stand-in for GitHub that answers at once. What
/// GitHub itself takes comes on top, once for each of the five requests.
final class WebhookToCheck {
  private static final int WARMING = 100;
  private static final int MEASURED = 100;

  /// As many checks and as many events of one pull request as here are spaced at work, which is not
  /// what is measured.
  private static final Patience ONE_BY_ONE =
      new Patience(
          Patience.USUAL.first(),
          Patience.USUAL.longest(),
          Patience.USUAL.silent(),
          Patience.USUAL.missing(),
          new Settling.Times(Duration.ZERO, Duration.ZERO, Duration.ZERO),
          Patience.USUAL.repairing(),
          List.of());

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private final StandIn github;
  private final HostedRepository shop;
  private int made;

  private WebhookToCheck(StandIn github) {
    this.github = github;
    this.shop = github.repository("acme/shop");
  }

  /// Measures in a folder of its own and prints a table.
  static void print(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (StandIn github = StandIn.start(RegisteredApp.retort())) {
      WebhookToCheck bench = new WebhookToCheck(github);
      bench.begin();
      Map<String, String> settings = new HashMap<>();
      settings.put("RETORT_APP_ID", String.valueOf(github.app().id()));
      settings.put("RETORT_PRIVATE_KEY", github.app().privateKeyPem());
      settings.put("RETORT_WEBHOOK_SECRET", github.app().webhookSecret());
      settings.put("RETORT_GITHUB_URL", github.url());
      settings.put("RETORT_DATA_DIR", folder.toString());
      settings.put("RETORT_HOST", "127.0.0.1");
      settings.put("RETORT_PORT", "0");
      try (Server server =
          Server.start(ServerSettings.from(settings), Timeouts.USUAL, ONE_BY_ONE)) {
        github.deliverTo("http://127.0.0.1:" + server.port() + "/webhook");
        System.out.printf(
            "%nFrom the webhook to the published check, %d of each kind, one after the other%n",
            MEASURED);
        System.out.printf("%24s %10s %10s%n", "", "median", "p99");
        // A server that has been up for a while has compiled what it takes for each.
        for (Kind kind : Kind.values()) {
          bench.measure(kind, WARMING, server);
        }
        for (Kind kind : Kind.values()) {
          List<Long> times = bench.measure(kind, MEASURED, server).stream().sorted().toList();
          System.out.printf(
              "%24s %10.1f %10.1f%n",
              kind.words,
              times.get(times.size() / 2) / 1e6,
              times.get(times.size() * 99 / 100) / 1e6);
        }
      }
    }
  }

  private enum Kind {
    NO_MIGRATION("no migration"),
    HEALTHY("a migration, all well"),
    SECOND_HEAD("a second head");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private void begin() {
    Map<String, String> files = new HashMap<>();
    files.put("alembic.ini", "[alembic]\nscript_location = alembic\n");
    files.put("alembic/env.py", "target_metadata = object()\n");
    files.putAll(revision("%012x".formatted(0xa00000), ""));
    for (int i = 1; i < 100; i++) {
      files.putAll(revision("%012x".formatted(0xa00000 + i), "%012x".formatted(0xa00000 + i - 1)));
    }
    shop.permit("ada", HostedRepository.Role.WRITE);
    shop.commit("main", "Start", files);
  }

  private List<Long> measure(Kind kind, int count, Server server) {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String branch = "work-" + made++;
      shop.branch(branch, "main");
      String id = "%012x".formatted(0xb00000 + made);
      shop.commit(
          branch,
          "Work",
          switch (kind) {
            case NO_MIGRATION -> Map.of("notes.txt", "Number " + made + "\n");
            case HEALTHY -> revision(id, "%012x".formatted(0xa00000 + 99));
            case SECOND_HEAD -> revision(id, "%012x".formatted(0xa00000 + 98));
          },
          "ada");
      github.webhooks().awaitIdle(Duration.ofSeconds(10));
      long begun = System.nanoTime();
      HostedPullRequest pull = shop.openPullRequest("Work", branch, "main", "ada");
      while (pull.checkRuns().isEmpty()) {
        if (System.nanoTime() - begun > PATIENCE) {
          throw new IllegalStateException("no check on " + pull);
        }
        LockSupport.parkNanos(200_000);
      }
      times.add(System.nanoTime() - begun);
      pull.close();
      // What follows a check, such as its echoes, is not measured; and no pull request is beside
      // the next one.
      github.webhooks().awaitIdle(Duration.ofSeconds(10));
      do {
        LockSupport.parkNanos(20_000_000);
      } while (server.jobs() > 0);
    }
    return times;
  }

  private static Map<String, String> revision(String id, String parent) {
    return Map.of(
        "alembic/versions/" + id + "_step.py",
        """
        \"""step

        Revision ID: %s
        Revises: %s

        \"""
        revision = '%s'
        down_revision = %s


        def upgrade():
            pass


        def downgrade():
            pass
        """
            .formatted(id, parent, id, parent.isEmpty() ? "None" : "'" + parent + "'"));
  }
}
