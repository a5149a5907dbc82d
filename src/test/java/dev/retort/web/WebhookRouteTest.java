package dev.retort.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retort.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookRouteTest {
  private static final String PUSH =
      """
      {"ref": "refs/heads/main", "before": "%s", "after": "%s", "installation": {"id": 3},
       "repository": {"id": 42, "full_name": "acme/äpp"}}
      """
          .formatted("0".repeat(40), "a".repeat(40));
  private static final byte[] BODY = PUSH.getBytes(UTF_8);

  private static final String OLD = "the secret before";
  private static final String NEW = "the secret after it";

  @TempDir Path folder;
  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer(WebhookSecrets.of(RunningServer.SECRET));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String signature() {
    return RunningServer.sign(BODY, RunningServer.SECRET);
  }

  @Test
  void a_signed_webhook_is_accepted_once_it_is_stored() {
    var answer =
        server.send(server.webhook("push", BODY).header("X-Hub-Signature-256", signature()));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"status\":\"accepted\"}\n");
    assertThat(server.accepted).hasSize(1);
    assertThat(server.accepted)
        .singleElement()
        .satisfies(delivery -> {
          assertThat(delivery.event()).isEqualTo("push");
          assertThat(delivery.body()).isEqualTo(BODY);
        });
  }

  @Test
  void a_ping_is_answered_with_pong_and_stored_nowhere() {
    var answer =
        server.send(server.webhook("ping", BODY).header("X-Hub-Signature-256", signature()));
    assertThat(answer.body()).isEqualTo("{\"status\":\"pong\"}\n");
    assertThat(server.accepted).isEmpty();
  }

  @Test
  void a_body_just_below_the_limit_is_read() {
    var text = "{\"zen\": \"" + "x".repeat(25 * 1024 * 1024 - 20) + "\"}";
    assertThat(server.signed("ping", text)).isEqualTo(202);
  }

  @Test
  @Row("A6")
  @DisplayName("A6 a body that is no JSON by its content type is refused")
  void other_content_types() {
    for (var type :
        new String[] {"application/x-www-form-urlencoded", "text/plain", "application/jsonx"}) {
      assertThat(
              server.status(
                  server
                      .webhook("push", BODY)
                      .setHeader("Content-Type", type)
                      .header("X-Hub-Signature-256", signature())))
          .as(type)
          .isEqualTo(415);
    }
    assertThat(
            server.status(
                server
                    .webhook("push", BODY)
                    .setHeader("Content-Type", "Application/JSON; charset=utf-8")
                    .header("X-Hub-Signature-256", signature())))
        .isEqualTo(202);
  }

  @Test
  @Row("A6")
  @DisplayName("A6 a body that comes a byte at a time, or not at all, is refused in the end")
  void slow() throws IOException {
    try (var impatient =
        new RunningServer(
            WebhookSecrets.of(RunningServer.SECRET),
            new WebServer.Limits(1000, Duration.ofSeconds(1), Duration.ofSeconds(2), 100))) {
      var head =
          """
          POST /webhook HTTP/1.1
          Host: localhost
          Content-Type: application/json
          Content-Length: 500
          X-GitHub-Event: push
          X-Hub-Signature-256: %s

          """
              .formatted(signature());
      assertThat(impatient.raw(head, _ -> {})).isEqualTo("HTTP/1.1 408");
      assertThat(impatient.raw(head, WebhookRouteTest::dripFor30Seconds)).isEqualTo("HTTP/1.1 408");
    }
    assertThat(server.signed("push", BODY)).isEqualTo(202);
  }

  private static void dripFor30Seconds(OutputStream out) {
    try {
      for (int i = 0; i < 300; i++) {
        out.write(' ');
        out.flush();
        Thread.sleep(100);
      }
    } catch (IOException | InterruptedException e) {
      // The server has hung up, as it should.
    }
  }

  @Test
  @Row("F39")
  @DisplayName("F39 where the queue does not take it, the sender is told so")
  void the_queue_is_gone() {
    server.databaseIsGone = true;
    assertThat(server.signed("push", BODY)).isEqualTo(503);
    assertThat(server.get("/readyz")).isEqualTo(503);
    assertThat(server.get("/healthz")).isEqualTo(200);
    server.databaseIsGone = false;
    assertThat(server.signed("push", BODY)).isEqualTo(202);
    assertThat(server.get("/readyz")).isEqualTo(200);
  }

  @Test
  @Row("F48")
  @DisplayName("F48 while the secret is rotated both are valid, without a restart")
  void rotated() throws IOException {
    var file = Files.writeString(folder.resolve("secret"), OLD + "\n");
    try (var rotating = new RunningServer(WebhookSecrets.inFile(file))) {
      assertThat(status(rotating, OLD)).isEqualTo(202);
      assertThat(status(rotating, NEW)).isEqualTo(401);
      rewrite(file, NEW + "\n" + OLD + "\n", 1);
      assertThat(status(rotating, OLD)).isEqualTo(202);
      assertThat(status(rotating, NEW)).isEqualTo(202);
      rewrite(file, NEW + "\n", 2);
      assertThat(status(rotating, OLD)).isEqualTo(401);
      assertThat(status(rotating, NEW)).isEqualTo(202);
      rewrite(file, "", 3);
      assertThat(status(rotating, "")).isEqualTo(401);
      assertThat(status(rotating, NEW)).isEqualTo(202);
    }
  }

  private static void rewrite(Path file, String secrets, int hour) throws IOException {
    Files.writeString(file, secrets);
    Files.setLastModifiedTime(file, FileTime.fromMillis(hour * 3_600_000L));
  }

  private static int status(RunningServer server, String secret) {
    var signature =
        secret.isEmpty() ? "sha256=" + "0".repeat(64) : RunningServer.sign(BODY, secret);
    return server.status(server.webhook("push", BODY).header("X-Hub-Signature-256", signature));
  }

  @Test
  void other_paths_and_methods_are_answered_shortly() {
    assertThat(server.get("/webhook")).isEqualTo(405);
    assertThat(server.get("/etc/passwd")).isEqualTo(404);
    assertThat(server.send(HttpRequest.newBuilder(server.at("/nothing"))).body())
        .isEqualTo("{\"error\":\"nothing is here\"}\n");
  }

  @Test
  @Row("N17")
  @DisplayName("N17 headers that drip are cut, and a body that takes as long is not")
  void dripping_headers() throws IOException {
    assertThat(server.raw("POST /webhook HTTP/1.1\nHost: x\n", out -> drip(out, 40, 'x')))
        .as("cut without an answer")
        .isEmpty();
    assertThat(
            server.raw(
                "POST /webhook HTTP/1.1\nHost: x\nContent-Type: application/json\nX-GitHub-Event: push\nX-Hub-Signature-256: sha256=%s\nContent-Length: 12\n\n"
                    .formatted("0".repeat(64)),
                out -> drip(out, 12, '1')))
        .isEqualTo("HTTP/1.1 401");
  }

  @Test
  @Row("N17")
  @DisplayName("N17 only so many connections are open; one more is answered once others are closed")
  void bounded() throws IOException {
    var limits = new WebServer.Limits(1000, Duration.ofSeconds(30), Duration.ofSeconds(30), 3);
    List<Socket> idle = new ArrayList<>();
    try (var small = new RunningServer(WebhookSecrets.of(RunningServer.SECRET), limits);
        var late = new Socket()) {
      var address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), small.at("/").getPort());
      // Those that wait to be accepted may be let in before the bound is seen.
      for (int i = 0; i < 12; i++) {
        var socket = new Socket();
        socket.connect(address);
        idle.add(socket);
      }
      late.connect(address);
      late.getOutputStream().write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
      late.setSoTimeout(500);
      assertThatThrownBy(() -> late.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      for (var socket : idle) {
        socket.close();
      }
      late.setSoTimeout(20_000);
      assertThat(new String(late.getInputStream().readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 200");
    }
  }

  private static void drip(OutputStream out, int bytes, int value) {
    try {
      for (int i = 0; i < bytes; i++) {
        Thread.sleep(300);
        out.write(value);
        out.flush();
      }
    } catch (IOException e) {
      // Cut off, as it should be.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
