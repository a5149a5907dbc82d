package dev.retort.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.Server;
import dev.retort.forge.github.Timeouts;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.RegisteredApp;
import dev.retort.web.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What whoever runs the server can see.
class OperatorTest {
  @TempDir private Path data;
  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  private HttpResponse<String> get(int port, String path) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Row("A33")
  @DisplayName("A33 metrics tell of verdicts, calls and the queue, on a port of their own if asked")
  void metrics() throws IOException {
    try (World world = World.movedOn(data)) {
      world.stopServer();
      Map<String, String> settings = new HashMap<>(world.settings());
      settings.put("RETORT_MANAGEMENT_PORT", "0");
      try (Server server =
          Server.start(ServerSettings.from(settings), Timeouts.USUAL, World.QUICK)) {
        int management = server.managementPort().orElseThrow();
        world.github.deliverTo("http://127.0.0.1:" + server.port() + "/webhook");
        HostedPullRequest whole = open(world, "main", "e1e100000005", "d1d100000004");
        HostedPullRequest torn = open(world, "old", "f1f100000005", "cccc00000003");
        world.awaitConclusion(whole, "success");
        world.awaitConclusion(torn, "failure");
        torn.comment("ada", "/retort fix");
        world.awaitConclusion(torn, "success");
        Awaitility.await()
            .atMost(World.PATIENCE)
            .untilAsserted(() ->
                assertThat(get(management, "/metrics").body())
                    .contains("retort_verdicts_total{conclusion=\"success\"} ")
                    .contains("retort_verdicts_total{conclusion=\"failure\"} ")
                    .containsPattern(
                        "retort_verdict_rules_total.conclusion=\"failure\",rule=\"RT101\". [1-9]")
                    .contains(
                        "retort_repairs_total{strategy=\"repoint\",where=\"pull-request\"} 1.0")
                    .contains("retort_acknowledgement_seconds_bucket{status=\"202\"")
                    .contains("retort_delivery_to_end_seconds_count{kind=\"review\"}")
                    .contains(
                        "retort_github_calls_total{installation=\""
                            + world.github.installation()
                            + "\",method=\"GET\",status=\"200\"}")
                    .contains(
                        "retort_github_budget_left{installation=\""
                            + world.github.installation()
                            + "\"} ")
                    .contains("retort_store_write_seconds_count{how=\"durable\"}")
                    .contains("retort_queue_age_seconds 0.0")
                    .containsPattern("(?m)^retort_queue_length 0"));
        assertThat(namesInAlerts())
            .hasSizeGreaterThan(6)
            .allMatch(get(management, "/metrics").body()::contains);
        assertThat(get(server.port(), "/metrics").statusCode()).isEqualTo(404);
        assertThat(get(management, "/healthz").statusCode()).isEqualTo(200);
        assertThat(get(management, "/status").body())
            .contains("Retort works", "Nothing waits", "judging a pull request", "installation");
        assertThat(get(management, "/assets/retort.css").statusCode()).isEqualTo(200);
        assertThat(get(server.port(), "/status").statusCode()).isEqualTo(403);
        assertThat(server.statusPage()).isEmpty();
      }
      world.startServer();
    }
  }

  /// With the bounds that they look at: a rule on a bucket that is not there never fires.
  private static List<String> namesInAlerts() throws IOException {
    return Pattern.compile("retort_[a-z_]+|le=\"[0-9.]+\"")
        .matcher(Files.readString(Path.of("deploy/alerts.yml")))
        .results()
        .map(MatchResult::group)
        .distinct()
        .toList();
  }

  private static HostedPullRequest open(World world, String from, String id, String parent) {
    world.shop.branch("b" + id, from);
    world.shop.commit("b" + id, "Add " + id, World.revision(id, parent), "ada");
    return world.shop.openPullRequest("Add " + id, "b" + id, "main", "ada");
  }

  @Test
  @Row("A32")
  @DisplayName("A32 where owners are listed, everybody else's repositories are left alone")
  void owners() {
    try (World world = new World(data)) {
      HostedPullRequest before = world.open("before", "d1d100000004");
      world.awaitConclusion(before, "success");
      world.settle();
      world.stopServer();
      Map<String, String> settings = new HashMap<>(world.settings());
      settings.put("RETORT_OWNERS", "widgets-inc, somebody");
      HostedPullRequest unseen;
      int earlier = world.github.webhooks().log().size();
      try (Server server = Server.start(ServerSettings.from(settings))) {
        world.github.deliverTo("http://127.0.0.1:" + server.port() + "/webhook");
        unseen = world.open("unseen", "d2d200000005");
        unseen.comment("ada", "/retort graph");
        before.push("More", World.revision("e3e300000007", "d1d100000004"));
        Awaitility.await()
            .atMost(World.PATIENCE)
            .during(Duration.ofMillis(300))
            .until(() -> world.github.webhooks().isIdle() && server.jobs() == 0);
        assertThat(unseen.checkRuns()).isEmpty();
        assertThat(world.ours(unseen)).isEmpty();
        assertThat(before.checkRuns()).as("of the new head").isEmpty();
        assertThat(world.github.webhooks().log().stream().skip(earlier))
            .as("answered all the same")
            .isNotEmpty()
            .allSatisfy(delivery ->
                assertThat(delivery.attempts()).allMatch(attempt -> attempt.status() == 202));
      }
      settings.put("RETORT_OWNERS", "widgets-inc, ACME");
      try (Server server =
          Server.start(ServerSettings.from(settings), Timeouts.USUAL, World.QUICK)) {
        world.github.deliverTo("http://127.0.0.1:" + server.port() + "/webhook");
        world.awaitConclusion(unseen, "success");
      }
      world.startServer();
    }
  }

  @Test
  @Row({"F48", "N18"})
  @DisplayName("F48 N18 key and secret are replaced in their files, without a restart")
  void rotated() throws IOException {
    try (World world = new World(data)) {
      world.stopServer();
      String old = world.github.app().webhookSecret();
      String fresh = "the secret that comes after it";
      Path secret = Files.writeString(folder.resolve("secret"), old + "\n");
      Path key = Files.writeString(folder.resolve("key.pem"), RegisteredApp.strangePem());
      Map<String, String> settings = new HashMap<>(world.settings());
      settings.remove("RETORT_WEBHOOK_SECRET");
      settings.remove("RETORT_PRIVATE_KEY");
      settings.put("RETORT_WEBHOOK_SECRET_FILE", secret.toString());
      settings.put("RETORT_PRIVATE_KEY_FILE", key.toString());
      try (Server server =
          Server.start(ServerSettings.from(settings), Timeouts.USUAL, World.QUICK)) {
        world.github.deliverTo("http://127.0.0.1:" + server.port() + "/webhook");
        HostedPullRequest pull = world.open("first", "d1d100000004");
        Awaitility.await()
            .atMost(World.PATIENCE)
            .during(Duration.ofMillis(500))
            .until(() -> world.github.webhooks().isIdle());
        assertThat(pull.checkRuns()).as("GitHub does not know this key").isEmpty();

        replace(key, world.github.app().privateKeyPem(), 1);
        pull.push("Go on", Map.of("notes.txt", "Notes.\n"));
        world.awaitConclusion(pull, "success");

        replace(secret, fresh + "\n" + old + "\n", 1);
        assertThat(ping(server, old)).isEqualTo(202);
        assertThat(ping(server, fresh)).isEqualTo(202);
        replace(secret, fresh + "\n", 2);
        assertThat(ping(server, old)).isEqualTo(401);
        assertThat(ping(server, fresh)).isEqualTo(202);
        Awaitility.await().atMost(World.PATIENCE).until(() -> server.jobs() == 0);
      }
      world.startServer();
    }
  }

  private static void replace(Path file, String text, int hour) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(hour * 3_600_000L));
  }

  private int ping(Server server, String secret) throws IOException {
    byte[] body = "{\"zen\": \"Design for failure.\"}".getBytes(StandardCharsets.UTF_8);
    try {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/webhook"))
                  .header("Content-Type", "application/json")
                  .header("X-GitHub-Event", "ping")
                  .header("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
                  .header("X-Hub-Signature-256", StrangersTest.sign(body, secret))
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void it_is_not_ready_before_github_has_accepted_the_app_and_says_what_to_change() {
    try (World world = new World(data)) {
      world.stopServer();
      Map<String, String> settings = new HashMap<>(world.settings());
      settings.put("RETORT_APP_ID", "4711");
      try (Server server = Server.start(ServerSettings.from(settings))) {
        Awaitility.await()
            .atMost(World.PATIENCE)
            .untilAsserted(() ->
                assertThat(get(server.port(), "/readyz").body())
                    .contains("not ready")
                    .contains("RETORT_APP_ID and RETORT_PRIVATE_KEY"));
        assertThat(get(server.port(), "/readyz").statusCode()).isEqualTo(503);
        assertThat(get(server.port(), "/healthz").statusCode()).isEqualTo(200);
      }
      world.github.takeIllegalRequests();
      world.startServer();
    }
  }
}
