package dev.retort.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.retort.Row;
import dev.retort.Server;
import dev.retort.job.Kind;
import dev.retort.standin.Delivery;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.RegisteredApp;
import dev.retort.standin.StandIn;
import dev.retort.web.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Real servers under webhooks, on both stores: how fast they are acknowledged while reviews run, a
/// burst, and many duplicates on two replicas. Prints figures, and fails where something was lost,
/// doubled or refused.
@Row({"G2", "G4"})
final class Soak {
  private static final int PULL_REQUESTS = 40;

  private final Kind kind;
  private final Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final StandIn github = StandIn.start(RegisteredApp.retort());
  private final HostedRepository shop = github.repository("acme/shop");
  private final List<Server> servers = new ArrayList<>();
  private final List<HostedPullRequest> pulls = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  private Soak(Kind kind, Path folder) {
    this.kind = kind;
    this.folder = folder;
  }

  /// @param args seconds of the load at 100/s on each store
  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 240;
    List<String> faults = new ArrayList<>();
    System.out.printf(
        "%d processors; latencies in ms from the moment a delivery was due to be sent%n%n",
        Runtime.getRuntime().availableProcessors());
    System.out.printf(
        "%-11s %-34s %8s %7s %7s %7s %8s%n",
        "store", "load", "answers", "p50", "p99", "max", "not 2xx");
    for (Kind kind : Kind.values()) {
      Soak soak = new Soak(kind, Files.createTempDirectory("retort-soak"));
      soak.run(seconds);
      faults.addAll(soak.faults);
    }
    faults.forEach(System.out::println);
    System.exit(faults.isEmpty() ? 0 : 1);
  }

  private void run(int seconds) throws Exception {
    begin();
    load("warming up, 50/s", 50, Math.min(10, seconds), true);
    load("100/s while reviews run", 100, seconds, true);
    settle();
    load("2,000 in 10 s", 200, 10, false);
    settle();
    if (kind == Kind.POSTGRESQL) {
      start();
      load("duplicates on two replicas, 200/s", 200, Math.min(50, seconds), false);
      settle();
    }
    check();
    servers.forEach(Server::close);
    github.close();
  }

  private void begin() {
    Map<String, String> files = new HashMap<>();
    files.put("alembic.ini", "[alembic]\nscript_location = alembic\n");
    files.put("alembic/env.py", "target_metadata = object()\n");
    files.putAll(revision("aaaa00000001", ""));
    shop.permit("ada", HostedRepository.Role.WRITE);
    shop.commit("main", "Start", files);
    start();
    github.deliverTo("http://127.0.0.1:" + servers.getFirst().port() + "/webhook");
    for (int i = 0; i < PULL_REQUESTS; i++) {
      shop.branch("b" + i, "main");
      shop.commit("b" + i, "Add", revision("%012d".formatted(i + 10), "aaaa00000001"), "ada");
      pulls.add(shop.openPullRequest("Add " + i, "b" + i, "main", "ada"));
    }
    settle();
  }

  private void start() {
    Map<String, String> settings = new HashMap<>();
    settings.put("RETORT_APP_ID", String.valueOf(github.app().id()));
    settings.put("RETORT_PRIVATE_KEY", github.app().privateKeyPem());
    settings.put("RETORT_WEBHOOK_SECRET", github.app().webhookSecret());
    settings.put("RETORT_GITHUB_URL", github.url());
    settings.put("RETORT_DATABASE_URL", kind.url(folder));
    settings.put("RETORT_HOST", "127.0.0.1");
    settings.put("RETORT_PORT", "0");
    servers.add(Server.start(ServerSettings.from(settings)));
  }

  private static Map<String, String> revision(String id, String parent) {
    return Map.of(
        "alembic/versions/" + id + "_step.py",
        "\"\"\"step\n\nRevision ID: %s\nRevises: %s\n\"\"\"\nrevision = '%s'\ndown_revision = %s\n"
            .formatted(id, parent, id, parent.isEmpty() ? "None" : "'" + parent + "'"));
  }

  private void settle() {
    long until = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    int quiet = 0;
    while (quiet < 10) {
      boolean idle =
          github.webhooks().isIdle() && servers.stream().mapToLong(Server::jobs).sum() == 0;
      quiet = idle ? quiet + 1 : 0;
      if (System.nanoTime() > until) {
        faults.add(kind + ": the queue did not run empty in five minutes");
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  /// Sends deliveries at an even rate, whether or not the earlier ones are answered.
  ///
  /// @param moving whether the base branch moves meanwhile, so that all are judged again
  private void load(String name, int rate, int seconds, boolean moving) throws Exception {
    List<Delivery> opened = github.webhooks().log("pull_request", "opened");
    int count = rate * seconds;
    Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    AtomicInteger refused = new AtomicInteger();
    CountDownLatch answered = new CountDownLatch(count);
    long begun = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = begun + i * 1_000_000_000L / rate;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(Math.max(1, due - System.nanoTime()));
      }
      if (moving && i % (rate * 5) == 0) {
        int commit = i;
        var _ =
            Thread.ofVirtual()
                .start(() -> shop.commit("main", "Go on", Map.of("README.md", name + commit)));
      }
      Server server = servers.get(i % servers.size());
      var _ =
          client
              .sendAsync(
                  request(server, opened.get(i % opened.size())),
                  HttpResponse.BodyHandlers.discarding())
              .whenComplete((answer, failure) -> {
                nanos.add(System.nanoTime() - due);
                if (failure != null || answer.statusCode() / 100 != 2) {
                  refused.incrementAndGet();
                }
                answered.countDown();
              });
    }
    if (!answered.await(60, TimeUnit.SECONDS)) {
      faults.add(kind + ", " + name + ": not all were answered in a minute");
    }
    print(name, nanos, refused.get());
  }

  private void print(String name, Queue<Long> nanos, int refused) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        "%-11s %-34s %8d %7.1f %7.1f %7.1f %8d%n",
        kind,
        name,
        sorted.length,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) (sorted.length * 0.99)] / 1e6,
        Arrays.stream(sorted).max().orElse(0) / 1e6,
        refused);
    if (refused > 0) {
      faults.add(kind + ", " + name + ": " + refused + " were not answered with 2xx");
    }
  }

  private HttpRequest request(Server server, Delivery delivery) throws GeneralSecurityException {
    byte[] body = delivery.payload().toString().getBytes(UTF_8);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(github.app().webhookSecret().getBytes(UTF_8), "HmacSHA256"));
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/webhook"))
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/json")
        .header("X-GitHub-Event", delivery.event())
        .header("X-GitHub-Delivery", delivery.guid())
        .header("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(mac.doFinal(body)))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  /// One completed check and at most one comment for each pull request.
  private void check() throws IOException {
    for (HostedPullRequest pull : pulls) {
      if (pull.checkRuns().size() != 1
          || !pull.checkRuns().getFirst().status().equals("completed")) {
        faults.add(kind + ": " + pull + " has " + pull.checkRuns().size() + " checks");
      }
      long comments =
          pull.comments().stream().filter(comment -> comment.body().contains("retort:")).count();
      if (comments > 1) {
        faults.add(kind + ": " + pull + " has " + comments + " comments of ours");
      }
    }
  }
}
