package dev.retort.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.retort.Row;
import dev.retort.Server;
import dev.retort.standin.Delivery;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.LoggedRequest;
import dev.retort.web.ServerSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the App may, where it is wanted, and whom it talks to.
@InWorld(movedOn = true)
class AccessTest {
  private static final int ALWAYS = 1_000_000;

  private World world;

  @AfterEach
  void end() {
    world.github.faults().clear();
  }

  private List<LoggedRequest> tokens() {
    return world.github.requests().of("apps/create-installation-access-token");
  }

  @DisplayName("N15 a token is for one repository, and may write contents only for a repair")
  @Row("N15")
  @Test
  void narrow_tokens() {
    world.settle();
    world.github.revokeTokens();
    world.github.requests().clear();
    HostedPullRequest pull = world.openSecondHead("second", "d2d200000005");

    assertThat(tokens())
        .isNotEmpty()
        .allSatisfy(request -> {
          assertThat(request.body().path("repository_ids"))
              .singleElement()
              .satisfies(id -> assertThat(id.asLong()).isEqualTo(world.shop.id()));
          assertThat(request.body().at("/permissions/contents").asText()).isEqualTo("read");
          assertThat(request.body().at("/permissions").has("administration")).isFalse();
        });
    world.github.requests().clear();
    pull.comment("ada", "/retort fix");
    world.awaitConclusion(pull, "success");

    assertThat(tokens())
        .anySatisfy(request ->
            assertThat(request.body().at("/permissions/contents").asText()).isEqualTo("write"));
  }

  @DisplayName(
      "N15 an installation that may only read gets everything but the push, which says what to grant")
  @Row({"N15", "F16"})
  @Test
  void a_read_only_installation() {
    world.settle();
    world.github.app().grant("contents", "read");
    world.github.revokeTokens();
    try {
      HostedPullRequest pull = world.openSecondHead("second", "d2d200000005");
      String head = pull.headSha();
      assertThat(world.sticky(pull)).hasSize(1);
      assertThat(pull.reviewComments()).isNotEmpty();

      pull.comment("ada", "/retort fix");

      assertThat(world.awaitReply(pull, 1).body()).contains("contents: write");
      world.settle();
      assertThat(pull.headSha()).isEqualTo(head);
    } finally {
      world.github.app().grant("contents", "write");
    }
  }

  @DisplayName("A32 where owners are listed, what somebody else installs is ignored")
  @Row("A32")
  @Test
  void other_owners(@TempDir Path data) {
    world.settle();
    world.stopServer();
    Map<String, String> settings = new HashMap<>(world.settings());
    settings.put("RETORT_OWNERS", "somebody, else");
    settings.put("RETORT_DATA_DIR", data.toString());
    world.github.requests().clear();
    HostedPullRequest pull;
    try (Server server = Server.start(ServerSettings.from(settings))) {
      world.github.deliverTo("http://127.0.0.1:" + server.port() + "/webhook");
      pull = world.shop.openPullRequest("Old", "old", "main", "ada");
      pull.comment("ada", "/retort help");
      world.github.webhooks().awaitIdle(World.PATIENCE);
      org.awaitility.Awaitility.await().atMost(World.PATIENCE).until(() -> server.jobs() == 0);
    }

    assertThat(world.github.requests().all())
        .filteredOn(request -> !request.operation().startsWith("apps/"))
        .isEmpty();
    assertThat(tokens()).isEmpty();
    world.leaveUntidy();
  }

  @DisplayName("A8 an address in a payload or a redirect that leads elsewhere is not followed")
  @Row("A8")
  @Test
  void other_hosts() throws Exception {
    AtomicInteger visits = new AtomicInteger();
    HttpServer elsewhere =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    elsewhere.createContext(
        "/",
        exchange -> {
          visits.incrementAndGet();
          exchange.close();
        });
    elsewhere.start();
    String trap = "http://127.0.0.1:" + elsewhere.getAddress().getPort();
    try {
      HostedPullRequest pull = world.openSecondHead("second", "d2d200000005");
      Delivery opened = world.github.webhooks().log("pull_request", "opened").getLast();
      JsonNode payload = redirected(opened.payload(), world.github.url(), trap);
      world
          .github
          .faults()
          .on("pulls/get")
          .answer(302, Map.of("Location", trap + "/once"), payload.path("nothing"));
      world.github.webhooks().emit("pull_request", payload);
      world.settle();
      pull.push("Go on", Map.of("README.md", "Going on.\n"));
      assertThat(world.awaitConclusion(pull, "failure").title().orElseThrow())
          .contains("Two heads");
      world
          .github
          .faults()
          .on("repos/compare-commits")
          .times(ALWAYS)
          .answer(302, Map.of("Location", trap + "/stolen"), payload.path("nothing"));

      world.github.webhooks().emit("pull_request", payload);
      pull.push("More", Map.of("README.md", "More.\n"));

      assertThat(world.awaitConclusion(pull, "failure").title().orElseThrow())
          .contains("could not judge");
      assertThat(visits).hasValue(0);
    } finally {
      elsewhere.stop(0);
    }
  }

  /// Every address of the API in it made one of another host.
  private static JsonNode redirected(JsonNode payload, String from, String to) {
    ObjectNode copy =
        (ObjectNode)
            World.json(payload.toString().replace("https://api.github.com", to).replace(from, to));
    copy.path("pull_request").fieldNames().forEachRemaining(name -> assertThat(name).isNotEmpty());
    return copy;
  }
}
