package dev.retort.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.retort.Row;
import dev.retort.Server;
import dev.retort.standin.Delivery;
import dev.retort.standin.HostedPullRequest;
import dev.retort.web.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// How pull requests become known: other ways than by an event of their own that GitHub sends here.
@InWorld
class ArrivalTest {
  private World world;

  /// A pull request that GitHub tells nobody of.
  private HostedPullRequest untold() {
    world.settle();
    world.github.webhooks().drop(_ -> true);
    HostedPullRequest pull = world.open("untold", "d1d100000004");
    world.github.webhooks().dropNothing();
    return pull;
  }

  @Test
  void what_is_open_when_the_app_is_installed_is_judged() {
    HostedPullRequest pull = untold();

    world.github.tellInstallation("created");

    world.awaitConclusion(pull, "success");
  }

  @Test
  void what_is_open_in_a_repository_that_the_app_is_given_is_judged() {
    HostedPullRequest pull = untold();
    ObjectNode repository =
        (ObjectNode)
            World.json("{\"id\": %d, \"full_name\": \"acme/shop\"}".formatted(world.shop.id()));
    ObjectNode payload = (ObjectNode) World.json("{\"action\": \"added\"}");
    payload.putObject("installation").put("id", world.github.installation());
    payload.putArray("repositories_added").add(repository);
    payload.putArray("repositories_removed");

    Delivery told = world.github.webhooks().emit("installation_repositories", payload);

    world.awaitConclusion(pull, "success");
    assertThat(told.attempts()).extracting(Delivery.Attempt::status).containsExactly(202);
    world.settle();
    // It was transferred, and is lost to whoever had it before.
    payload.put("action", "removed");
    payload.putObject("installation").put("id", world.github.installation() + 7);
    payload.putArray("repositories_added");
    payload.putArray("repositories_removed").add(repository);
    world.github.webhooks().emit("installation_repositories", payload);
    world.settle();

    world.shop.commit("main", "Hurry", World.revision("d3d300000006", "cccc00000003"));

    world.awaitConclusion(pull, "failure");
    assertThat(pull.checkRuns()).hasSize(1);
  }

  @Test
  @Row("F25")
  @DisplayName(
      "F25 what moved while the App was suspended, or might not look, is judged when it is back")
  void back_again() {
    HostedPullRequest pull = world.open("first", "d1d100000004");
    world.awaitConclusion(pull, "success");
    world.github.tellInstallation("suspend");
    world.settle();
    // To one that is suspended GitHub sends nothing.
    world.github.webhooks().drop(_ -> true);
    world.shop.commit("main", "Hurry", World.revision("d3d300000006", "cccc00000003"));
    world.github.webhooks().dropNothing();

    world.github.tellInstallation("unsuspend");

    world.awaitConclusion(pull, "failure");
    world.settle();
    world.github.tellInstallation("suspend"); // An earlier one that comes late.
    world.settle();
    world.stopServer();
    pull.push("Go on", World.revision("d1d100000004", "d3d300000006"));
    world.github.webhooks().awaitIdle(World.PATIENCE);
    world.startServer();
    world.awaitConclusion(pull, "success");
    world.settle();
    world
        .github
        .faults()
        .on("repos/compare-commits")
        .times(1_000)
        .answer(403, "Resource not accessible by integration");
    world.shop.commit("main", "Hurry", World.revision("e4e400000007", "d3d300000006"));
    assertThat(world.awaitConclusion(pull, "failure").summary().orElseThrow())
        .contains("contents: read");
    world.settle();
    world.github.faults().clear();

    world.github.tellInstallation("new_permissions_accepted");

    Awaitility.await()
        .atMost(World.PATIENCE)
        .until(() ->
            World.latest(pull).orElseThrow().summary().orElseThrow().contains("e4e400000007"));
  }

  @Test
  @Row("F1")
  @DisplayName("F1 where GitHub cannot reach the server, it fetches what was sent elsewhere")
  void pulled() throws IOException {
    world.settle();
    world.stopServer();
    HttpServer elsewhere =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    elsewhere.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
    elsewhere.start();
    try {
      world.github.deliverTo("http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/webhook");
      world.shop.branch("old", "main");
      world.shop.commit("main", "Go on", World.revision("d1d100000004", "cccc00000003"));
      world.shop.branch("second", "old");
      world.shop.commit("second", "Add", World.revision("d2d200000005", "cccc00000003"), "ada");
      HostedPullRequest pull = world.shop.openPullRequest("Add", "second", "main", "ada");
      pull.comment("ada", "/retort graph");
      world.github.webhooks().awaitIdle(World.PATIENCE);
      Map<String, String> settings = new HashMap<>(world.settings());
      settings.put("RETORT_INTAKE", "pull");
      try (Server server = Server.start(ServerSettings.from(settings), World.HASTY, World.QUICK)) {
        world.awaitConclusion(pull, "failure");
        assertThat(world.awaitReply(pull, 1).body()).contains("d2d200000005");
        Awaitility.await().atMost(World.PATIENCE).until(() -> server.jobs() == 0);
        assertThat(pull.checkRuns()).hasSize(1);
      }
    } finally {
      elsewhere.stop(0);
    }
    world.startServer();
  }
}
