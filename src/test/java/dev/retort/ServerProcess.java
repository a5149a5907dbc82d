package dev.retort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/// `retort serve` as people run it, in a process of its own and on any free port, to be measured,
/// stopped and killed.
public final class ServerProcess implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("Listening on (?:\\[[^\\]]*]|[^:\\s]*):(\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;
  private final int port;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.port = awaitPort();
  }

  /// Starts it and waits until it listens.
  ///
  /// @param log where its log is appended
  /// @param java more options for Java
  public static ServerProcess start(Map<String, String> environment, Path log, String... java) {
    return startAs("dev.retort.Retort", environment, log, java);
  }

  /// The same by another class with the same arguments.
  public static ServerProcess startAs(
      String main, Map<String, String> environment, Path log, String... java) {
    return startOn(System.getProperty("java.class.path"), main, environment, log, java);
  }

  /// The same of another class path.
  public static ServerProcess startOn(
      String classes, String main, Map<String, String> environment, Path log, String... java) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:+UseSerialGC");
    command.addAll(List.of(java));
    command.addAll(List.of("-cp", classes));
    command.addAll(List.of(main, "serve"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().put("RETORT_PORT", "0");
    builder.redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
    try {
      return new ServerProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int awaitPort() {
    return Awaitility.await()
        .alias("it listens")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(this::listening, OptionalInt::isPresent)
        .getAsInt();
  }

  private OptionalInt listening() {
    Matcher told = LISTENING.matcher(log());
    if (told.find()) {
      return OptionalInt.of(Integer.parseInt(told.group(1)));
    }
    if (!process.isAlive()) {
      throw new IllegalStateException("ended before it listened: " + log());
    }
    return OptionalInt.empty();
  }

  /// Waits until it takes work.
  public ServerProcess awaitReady() {
    Awaitility.await()
        .alias("it is ready")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> status("/readyz") == 200);
    return this;
  }

  /// What a GET is answered with.
  public int status(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  /// What it has written to its log.
  public String log() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The port that is listened on.
  public int port() {
    return port;
  }

  public String webhook() {
    return "http://127.0.0.1:" + port + "/webhook";
  }

  public long pid() {
    return process.pid();
  }

  /// How much CPU time it has had.
  public Duration worked() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// As `kill -9` does. It may be dying for a moment still.
  public void kill() {
    process.destroyForcibly();
  }

  /// As `kill` does.
  ///
  /// @return how long it took to end
  /// @throws IllegalStateException where it has not ended after that time
  public Duration terminate(Duration patience) {
    long begun = System.nanoTime();
    process.destroy();
    if (!awaitEnd(patience)) {
      throw new IllegalStateException("still there " + patience + " after SIGTERM");
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  public boolean awaitEnd(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
    awaitEnd(PATIENCE);
    NoSecretsInLogs.read(log());
  }
}
