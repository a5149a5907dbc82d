package dev.retort.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What the App's webhook hears, in GitHub's shapes, and in the orders that a test asks for.
class WebhooksTest {
  private static final String SHOP = "/repos/acme/shop";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private record Heard(String guid, String event, String signature, byte[] body) {}

  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private HttpServer hook;
  private StandIn github;
  private HostedRepository shop;
  private HostedPullRequest pull;

  @BeforeEach
  void start() throws IOException {
    hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var headers = exchange.getRequestHeaders();
            heard.add(
                new Heard(
                    headers.getFirst("X-GitHub-Delivery"),
                    headers.getFirst("X-GitHub-Event"),
                    headers.getFirst("X-Hub-Signature-256"),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(202, -1);
          }
        });
    hook.start();
    github = StandIn.start(RegisteredApp.retort());
    github.deliverTo("http://127.0.0.1:" + hook.getAddress().getPort() + "/webhook");
    shop = github.repository("acme/shop");
    shop.commit("main", "Start", Map.of("a.py", "a\n"));
    shop.branch("feature", "main");
    shop.commit("feature", "Work", Map.of("b.py", "b\n"), "ann");
    pull = shop.openPullRequest("Work", "feature", "main", "ann");
  }

  @AfterEach
  void stop() {
    github.close();
    hook.stop(0);
  }

  private List<String> names() {
    github.webhooks().awaitIdle(PATIENCE);
    return github.webhooks().log().stream()
        .map(each -> each.event() + (each.action().isEmpty() ? "" : "." + each.action()))
        .toList();
  }

  @Test
  void deliveries_are_signed_over_their_bytes() throws Exception {
    github.webhooks().awaitIdle(PATIENCE);
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] secret = github.app().webhookSecret().getBytes(StandardCharsets.UTF_8);
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    assertThat(heard).isNotEmpty();
    for (Heard each : heard) {
      assertThat(each.signature())
          .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(each.body())));
    }
    assertThat(github.webhooks().log()).isNotEmpty().allMatch(Delivery::succeeded);
  }

  @Test
  void a_push_to_the_head_and_a_merge_are_told() {
    names();
    int before = github.webhooks().log().size();
    String old = pull.headSha();
    pull.push("More", Map.of("c.py", "c\n"));
    shop.merge(pull);

    assertThat(names().subList(before, names().size()))
        .containsExactly(
            "push",
            "pull_request.synchronize",
            "check_suite.requested",
            "push",
            "pull_request.closed");
    JsonNode sync = github.webhooks().log("pull_request", "synchronize").getFirst().payload();
    assertThat(sync.get("before").asText()).isEqualTo(old);
    assertThat(sync.get("after").asText()).isEqualTo(sync.at("/pull_request/head/sha").asText());
    JsonNode closed = github.webhooks().log("pull_request", "closed").getFirst().payload();
    assertThat(closed.at("/pull_request/merged").asBoolean()).isTrue();
    assertThat(shop.text("main", "c.py")).contains("c\n");
    assertThat(shop.tip("main").orElseThrow())
        .isEqualTo(closed.at("/pull_request/merge_commit_sha").asText());
  }

  @Test
  @DisplayName("F15 what the App does itself comes back as events")
  void what_the_app_does_is_echoed() {
    names();
    int before = github.webhooks().log().size();
    Client client = Client.asInstallation(github);
    client.post(SHOP + "/issues/1/comments", "body", "mine");
    client.post(
        SHOP + "/check-runs",
        "name",
        "retort",
        "head_sha",
        pull.headSha(),
        "conclusion",
        "success",
        "actions",
        List.of(Map.of("label", "Fix", "description", "d", "identifier", "fix")));
    github.pressButton(pull.checkRuns().getFirst(), "fix", "ann");
    github.rerequest(pull.checkRuns().getFirst(), "ann");

    assertThat(names().subList(before, names().size()))
        .containsExactly(
            "issue_comment.created",
            "check_run.created",
            "check_run.completed",
            "check_run.requested_action",
            "check_run.rerequested");
    JsonNode comment = github.webhooks().log("issue_comment", "created").getFirst().payload();
    assertThat(comment.at("/sender/login").asText()).isEqualTo("retort[bot]");
    assertThat(comment.at("/comment/performed_via_github_app/id").asLong())
        .isEqualTo(github.app().id());
    JsonNode pressed = github.webhooks().log("check_run", "requested_action").getFirst().payload();
    assertThat(pressed.at("/requested_action/identifier").asText()).isEqualTo("fix");
  }

  @Test
  @DisplayName("F4 F32 deliveries can be held, shuffled, repeated and dropped")
  void deliveries_can_be_held_shuffled_repeated_and_dropped() {
    names();
    heard.clear();
    github.webhooks().hold();
    for (int i = 0; i < 8; i++) {
      pull.comment("ann", "comment " + i);
    }
    names();
    assertThat(heard).isEmpty();
    List<String> inOrder = github.webhooks().held().stream().map(Delivery::guid).toList();
    github.webhooks().repeat(2);
    github.webhooks().releaseShuffled(new Random(7));
    names();
    List<String> came = heard.stream().map(Heard::guid).distinct().toList();
    assertThat(heard).hasSize(16);
    assertThat(came).containsExactlyInAnyOrderElementsOf(inOrder).isNotEqualTo(inOrder);

    github.webhooks().drop(each -> each.event().equals("issue_comment"));
    pull.comment("ann", "never heard of");
    names();
    assertThat(heard).hasSize(16);
  }

  @Test
  void payloads_hold_whatever_githubs_own_examples_hold() {
    Client client = Client.asInstallation(github);
    pull.push("More", Map.of("c.py", "c\n"));
    PostedComment comment = pull.comment("ann", "first");
    shop.comments().edit(comment, comment.author(), "second");
    shop.comments().delete(comment, comment.author());
    client.post(
        SHOP + "/check-runs",
        "name",
        "retort",
        "head_sha",
        pull.headSha(),
        "conclusion",
        "success",
        "actions",
        List.of(Map.of("label", "Fix", "description", "d", "identifier", "fix")));
    github.pressButton(pull.checkRuns().getFirst(), "fix", "ann");
    github.rerequest(pull.checkRuns().getFirst(), "ann");
    github.rerequestSuite(shop, pull.headSha(), "ann");
    pull.convertToDraft();
    pull.markReady();
    pull.close();
    pull.reopen();
    shop.branch("other", "main");
    pull.retarget("other");
    names();

    List<String> missing = new ArrayList<>();
    for (JsonNode event : Json.resource("/github/webhook-examples.json.gz")) {
      String name = event.get("event").asText();
      for (Delivery delivery : github.webhooks().log(name, "")) {
        List<JsonNode> examples =
            event
                .get("examples")
                .valueStream()
                .filter(each -> each.path("action").asText().equals(delivery.action()))
                .toList();
        if (!examples.isEmpty()) {
          compare(name + "." + delivery.action(), examples, delivery.payload(), missing);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /// Names fields that every example holds and the payload does not, or in another type.
  private static void compare(
      String where, List<JsonNode> examples, JsonNode payload, List<String> missing) {
    JsonNode first = examples.getFirst();
    if (!first.isObject() || !examples.stream().allMatch(JsonNode::isObject)) {
      boolean same =
          examples.stream().anyMatch(each -> each.getNodeType() == payload.getNodeType());
      boolean nothing = payload.isNull() || examples.stream().allMatch(JsonNode::isNull);
      if (!same && !nothing) {
        missing.add(where + " is " + payload.getNodeType() + ", not " + first.getNodeType());
      }
      return;
    }
    first
        .fieldNames()
        .forEachRemaining(field -> {
          List<JsonNode> inner = examples.stream().map(each -> each.path(field)).toList();
          boolean everywhere = inner.stream().noneMatch(JsonNode::isMissingNode);
          if (!everywhere || field.equals("permissions")) {
            // What an App is granted differs from App to App.
            return;
          }
          if (!payload.has(field)) {
            missing.add(where + "/" + field + " is missing");
          } else if (!payload.get(field).isNull()) {
            compare(where + "/" + field, inner, payload.get(field), missing);
          }
        });
  }
}
