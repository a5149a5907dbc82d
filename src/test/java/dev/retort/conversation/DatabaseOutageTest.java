package dev.retort.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.Server;
import dev.retort.forge.github.Timeouts;
import dev.retort.standin.Delivery;
import dev.retort.standin.HostedPullRequest;
import dev.retort.web.ServerSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
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

/// A PostgreSQL that is stopped under a running server, and started again.
class DatabaseOutageTest {
  @TempDir private Path folder;

  private EmbeddedPostgres start(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("postgresql"))
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  private static int status(Server server, String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Row("F39")
  @DisplayName("F39 while the database is gone nothing is accepted, and it goes on by itself after")
  void gone_and_back() throws IOException {
    EmbeddedPostgres postgres = start(0);
    int port = postgres.getPort();
    try (World world = new World(folder.resolve("data"))) {
      world.settle();
      world.stopServer();
      Map<String, String> settings = new HashMap<>(world.settings());
      settings.put("RETORT_DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"));
      try (Server server =
          Server.start(ServerSettings.from(settings), Timeouts.USUAL, World.QUICK)) {
        world.github.deliverTo("http://127.0.0.1:" + server.port() + "/webhook");
        world.awaitConclusion(world.open("before", "d1d100000004"), "success");
        Awaitility.await().atMost(World.PATIENCE).until(() -> server.jobs() == 0);

        postgres.close();
        world.github.webhooks().drop(each -> !each.event().equals("pull_request"));
        HostedPullRequest pull = world.open("meanwhile", "d2d200000005");
        Awaitility.await().atMost(World.PATIENCE).until(world.github.webhooks()::isIdle);
        Delivery told = world.github.webhooks().log("pull_request", "opened").getLast();
        assertThat(told.attempts()).extracting(Delivery.Attempt::status).containsExactly(503);
        assertThat(status(server, "/readyz")).isEqualTo(503);
        assertThat(status(server, "/healthz")).as("not a minute yet").isEqualTo(200);

        postgres = start(port);
        Awaitility.await()
            .atMost(World.PATIENCE)
            .untilAsserted(() -> assertThat(status(server, "/readyz")).isEqualTo(200));
        world.github.webhooks().dropNothing();
        world.github.webhooks().redeliver(told);
        world.awaitConclusion(pull, "success");
      }
      world.startServer();
    } finally {
      postgres.close();
    }
  }
}
