package dev.retort.conversation;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// The server as `retort serve` runs it, in a process of its own, ready to be told of events.
final class ServerProcess implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// @param settings variables of its environment; the port is chosen here
  /// @param options of the Java machine
  static ServerProcess start(Map<String, String> settings, Path log, String... options)
      throws IOException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    // It lives for seconds: an optimising compiler would only take its time.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.retort.Retort", "serve"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(settings);
    builder.environment().put("RETORT_PORT", String.valueOf(port));
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    ServerProcess server = new ServerProcess(builder.start(), port);
    try {
      Awaitility.await()
          .atMost(World.PATIENCE)
          .ignoreExceptions()
          .until(() -> server.status("/readyz") == 200);
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  int status(String path) throws IOException, InterruptedException {
    return CLIENT
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  String webhook() {
    return "http://127.0.0.1:" + port + "/webhook";
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Asks it to stop.
  ///
  /// @return whether it ended within the time
  boolean stop(Duration time) throws InterruptedException {
    process.destroy();
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Kills it, and waits until it is dead.
  @Override
  public void close() {
    process.destroyForcibly();
    Awaitility.await().atMost(World.PATIENCE).until(() -> !process.isAlive());
  }
}
