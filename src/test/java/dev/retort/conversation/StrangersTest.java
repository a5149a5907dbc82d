package dev.retort.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.forge.github.ExamplePayloads;
import dev.retort.standin.HostedPullRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What anybody on the network can send to a server at work. Nothing is asked of GitHub because of
/// it, and the next pull request gets its check.
class StrangersTest {
  private static final int REFUSED = 401;
  private static final int ACCEPTED = 202;

  private static HttpClient client;
  private static World world;
  private static CompletableFuture<Integer> dripping;

  private static final int STILL_OPEN = -1;

  @BeforeAll
  static void open(@TempDir Path data) {
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    world = new World(data);
    world.settle();
    dripping = CompletableFuture.supplyAsync(StrangersTest::drip);
    world.github.requests().clear();
  }

  @AfterEach
  void nothing_was_asked() {
    world.settle();
    assertThat(world.github.requests().all())
        .filteredOn(request -> !request.operation().startsWith("apps/"))
        .isEmpty();
  }

  @AfterAll
  static void close() {
    try (World whole = world;
        HttpClient _ = client) {
      HostedPullRequest plain = whole.open("plain", "d1d100000004");
      whole.awaitConclusion(plain, "success");
    }
  }

  /// Not signed.
  private static HttpRequest.Builder webhook(String event, byte[] body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + world.port() + "/webhook"))
        .header("Content-Type", "application/json")
        .header("X-GitHub-Event", event)
        .header("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
        .POST(BodyPublishers.ofByteArray(body));
  }

  private static int status(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int signed(String event, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return status(webhook(event, bytes).header("X-Hub-Signature-256", signature(bytes)));
  }

  private static String signature(byte[] body) {
    return sign(body, world.github.app().webhookSecret());
  }

  static String sign(byte[] body, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What would have work done if it were GitHub's.
  private static byte[] opened() {
    String repository = "{\"id\": %d, \"full_name\": \"acme/shop\"}".formatted(world.shop.id());
    return """
    {"action": "opened", "number": 1, "pull_request": {"number": 1, "head": {"sha": "%s"}},
     "installation": {"id": %d}, "repository": %s}
    """
        .formatted("a".repeat(40), world.github.installation(), repository)
        .getBytes(UTF_8);
  }

  @Test
  @Row("A1")
  @DisplayName("A1 a webhook that is not signed is refused")
  void unsigned() {
    assertThat(status(webhook("pull_request", opened()))).isEqualTo(REFUSED);
  }

  @Test
  @Row("A2")
  @DisplayName("A2 SHA-1 alone, garbage, two signatures and wrong lengths are refused")
  void wrong_signatures() {
    byte[] body = opened();
    String right = signature(body);
    String digits = right.substring("sha256=".length());
    String wrong = sign(body, "another secret");
    for (String given :
        List.of(
            wrong,
            "sha256=",
            "sha256=" + "g".repeat(64),
            "sha256=" + "0".repeat(63),
            "sha256=" + "0".repeat(65),
            digits,
            "sha1=" + digits,
            right.toUpperCase(Locale.ROOT),
            right + ", " + right,
            "sha256=" + "é".repeat(64),
            "")) {
      assertThat(status(webhook("pull_request", body).header("X-Hub-Signature-256", given)))
          .as(given)
          .isEqualTo(REFUSED);
    }
    assertThat(
            status(
                webhook("pull_request", body).header("X-Hub-Signature", "sha1=" + "0".repeat(40))))
        .isEqualTo(REFUSED);
    assertThat(
            status(
                webhook("pull_request", body)
                    .header("X-Hub-Signature-256", right)
                    .header("X-Hub-Signature-256", wrong)))
        .isEqualTo(REFUSED);
  }

  @Test
  @Row("A4")
  @DisplayName("A4 the raw bytes are verified, not what they mean")
  void re_encoded() {
    byte[] body = opened();
    byte[] respaced = new String(body, UTF_8).replace(": ", ":").getBytes(UTF_8);

    assertThat(
            status(
                webhook("pull_request", respaced).header("X-Hub-Signature-256", signature(body))))
        .isEqualTo(REFUSED);
  }

  @Test
  @Row("A6")
  @DisplayName("A6 a body of 30 MB is refused, whether its length is announced or not")
  void too_large() {
    byte[] large = new byte[30_000_000];
    String signature = signature(large);

    assertThat(status(webhook("push", large).header("X-Hub-Signature-256", signature)))
        .isEqualTo(413);
    assertThat(
            status(
                webhook("push", large)
                    .header("X-Hub-Signature-256", signature)
                    .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large)))))
        .isEqualTo(413);
  }

  @Test
  @Row("A6")
  @DisplayName("A6 a compressed body is refused")
  void compressed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(opened());
    }
    byte[] body = bytes.toByteArray();

    assertThat(
            status(
                webhook("pull_request", body)
                    .header("Content-Encoding", "gzip")
                    .header("X-Hub-Signature-256", signature(body))))
        .isEqualTo(415);
  }

  @Test
  @Row("A7")
  @DisplayName("A7 JSON 1,001 levels deep, a huge number and other nonsense are refused")
  void nonsense() {
    assertThat(signed("push", "{\"a\":" + "[".repeat(1001) + "]".repeat(1001) + "}"))
        .isEqualTo(400);
    assertThat(signed("push", "{\"a\":" + "9".repeat(100_000) + "}")).isEqualTo(400);
    assertThat(signed("push", "{\"a\":1e999999999}")).isEqualTo(400);
    assertThat(signed("push", "{")).isEqualTo(400);
    assertThat(signed("push", "")).isEqualTo(400);
    assertThat(signed("unheard_of", "[]")).isEqualTo(400);
  }

  @Test
  @Row("F47")
  @DisplayName("F47 events, actions and fields that nobody knows are taken, and nothing is done")
  void unheard_of() {
    assertThat(signed("unheard_of", "{\"action\": \"new\"}")).isEqualTo(ACCEPTED);
    for (String action : List.of("\"new\"", "null", "{}", "7")) {
      String body =
          new String(opened(), UTF_8)
              .replace("\"opened\"", action)
              .replace("\"number\": 1,", "\"number\": 1, \"never_seen\": {\"a\": [null]},");
      assertThat(signed("pull_request", body)).as(action).isEqualTo(ACCEPTED);
    }
  }

  @Test
  @Row("F47")
  @DisplayName("F47 every example payload of GitHub's is taken")
  void examples() {
    for (ExamplePayloads example : ExamplePayloads.all()) {
      assertThat(signed(example.event(), new String(example.body(), UTF_8)))
          .as("%s", example)
          .isEqualTo(ACCEPTED);
    }
  }

  @Test
  @Row("N17")
  @DisplayName("N17 headers that drip are cut after ten seconds")
  void dripping_headers() {
    assertThat(dripping.join()).as("bytes of an answer").isZero();
  }

  private static int drip() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), world.port())) {
      // The server lets headers take ten seconds; it is given some more.
      socket.setSoTimeout(25_000);
      OutputStream out = socket.getOutputStream();
      out.write("POST /webhook HTTP/1.1\r\nHost: x\r\n".getBytes(UTF_8));
      out.flush();
      Thread.startVirtualThread(() -> dripInto(out));
      return socket.getInputStream().readNBytes(12).length;
    } catch (SocketTimeoutException e) {
      return STILL_OPEN;
    } catch (IOException e) {
      // Reset, which is as good.
      return 0;
    }
  }

  private static void dripInto(OutputStream out) {
    try {
      for (int i = 0; i < 100; i++) {
        Thread.sleep(300);
        out.write('x');
        out.flush();
      }
    } catch (IOException e) {
      // Cut off, as it should be.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
