package dev.retort.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.retort.forge.github.EventReader;
import dev.retort.job.Deliveries.Delivery;
import dev.retort.job.QueueUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A server on a free port with an inbox that only remembers, and the ways to talk to it.
final class RunningServer implements AutoCloseable {
  static final String SECRET = "It's a Secret to Everybody";

  final List<Delivery> accepted = new CopyOnWriteArrayList<>();
  volatile boolean ailing;
  volatile boolean databaseIsGone;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final WebServer server;

  RunningServer(WebhookSecrets secrets) {
    this(
        secrets,
        new WebServer.Limits(
            25 * 1024 * 1024, Duration.ofSeconds(30), Duration.ofSeconds(2), 4_000));
  }

  RunningServer(WebhookSecrets secrets, WebServer.Limits limits) {
    server = WebServer.start("127.0.0.1", 0, limits, routes -> {});
    server.receive(
        secrets,
        new EventReader(),
        delivery -> {
          if (databaseIsGone) {
            throw new QueueUnavailableException("gone", new IllegalStateException());
          }
          accepted.add(delivery);
        },
        new Health(
            () -> ailing ? List.of("deaf") : List.of(),
            () -> databaseIsGone ? List.of("the database is gone") : List.of()),
        Optional.of(() -> "retort_up 1\n"));
  }

  static String sign(byte[] body, String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  HttpRequest.Builder webhook(String event, byte[] body) {
    return HttpRequest.newBuilder(at("/webhook"))
        .timeout(Duration.ofSeconds(60))
        .header("Content-Type", "application/json")
        .header("X-GitHub-Event", event)
        .header("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int status(HttpRequest.Builder request) {
    return send(request).statusCode();
  }

  int signed(String event, String body) {
    return signed(event, body.getBytes(UTF_8));
  }

  int signed(String event, byte[] body) {
    return status(webhook(event, body).header("X-Hub-Signature-256", sign(body, SECRET)));
  }

  int get(String path) {
    return status(HttpRequest.newBuilder(at(path)));
  }

  /// Sends raw bytes, and goes on sending while it waits for the beginning of an answer.
  String raw(String head, Sending body) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(60_000);
      var out = socket.getOutputStream();
      out.write(head.replace("\n", "\r\n").getBytes(UTF_8));
      out.flush();
      Thread.ofVirtual().start(() -> body.to(out));
      return new String(socket.getInputStream().readNBytes(12), UTF_8);
    }
  }

  interface Sending {
    void to(OutputStream out);
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }
}
