package dev.retort.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.Server;
import dev.retort.standin.HostedPullRequest;
import dev.retort.web.ServerSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What whoever runs the server can see.
class OperatorTest {
  @TempDir private Path data;
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

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  @Test
  @Row("A33")
  @DisplayName("A33 metrics tell of verdicts, calls and the queue, on a port of their own if asked")
  void metrics() throws IOException {
    try (World world = new World(data)) {
      world.stopServer();
      int management = freePort();
      Map<String, String> settings = new HashMap<>(world.settings());
      settings.put("RETORT_MANAGEMENT_PORT", String.valueOf(management));
      try (Server server = Server.start(ServerSettings.from(settings))) {
        world.github.deliverTo("http://127.0.0.1:" + server.port() + "/webhook");
        HostedPullRequest pull = world.open("first", "d1d100000004");
        world.awaitConclusion(pull, "success");
        Awaitility.await()
            .atMost(World.PATIENCE)
            .untilAsserted(() ->
                assertThat(get(management, "/metrics").body())
                    .contains("retort_verdicts_total{conclusion=\"success\"} 1.0")
                    .contains("retort_acknowledgement_seconds_bucket{status=\"202\"")
                    .contains("retort_delivery_to_end_seconds_count{kind=\"review\"}")
                    .contains("retort_github_calls_total{installation=")
                    .contains("retort_store_write_seconds_count{how=\"durable\"}")
                    .contains("retort_queue_age_seconds")
                    .containsPattern("(?m)^retort_queue_length 0"));
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
