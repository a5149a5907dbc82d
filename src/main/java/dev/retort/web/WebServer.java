package dev.retort.web;

import dev.retort.forge.Payloads;
import dev.retort.job.Deliveries;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP side: `POST /webhook`, `GET /healthz` (the process need not be started again), `GET
/// /readyz` (it can take work).
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
  private static final int STOP_MILLIS = 2_000;
  private static final int LEAST_THREADS = 8;
  private static final int MOST_THREADS = 500;

  private static final Health UNCONFIGURED =
      new Health(List::of, () -> List.of("no GitHub App is configured here yet"));

  private final Javalin javalin;
  private final HeaderDeadline headers;
  private final BodyReader bodies;
  private volatile Optional<WebhookRoute> webhook = Optional.empty();
  private volatile Health health = UNCONFIGURED;
  private volatile Optional<Supplier<String>> metrics = Optional.empty();

  private WebServer(
      String host, int port, Limits limits, Consumer<JavalinDefaultRoutingApi> pages) {
    this.bodies =
        new BodyReader(limits.bodyBytes(), limits.bodyTime(), Runtime.getRuntime().maxMemory() / 8);
    this.headers = new HeaderDeadline(limits.headerTime());
    this.javalin =
        Javalin.create(config -> {
          listen(config, host, port, limits, headers);
          pages.accept(config.routes);
          route(config);
        });
  }

  /// What a request may take.
  ///
  /// @param bodyBytes GitHub sends no payload over 25 MB
  /// @param bodyTime from the first byte to the last; GitHub itself gives up after 10 s
  /// @param headerTime from the first byte of a request to the end of its headers
  /// @param connections how many may be open; more wait until one of them is closed
  public record Limits(int bodyBytes, Duration bodyTime, Duration headerTime, int connections) {
    public static final Limits STANDARD =
        new Limits(25 * 1024 * 1024, Duration.ofSeconds(10), Duration.ofSeconds(10), 4_000);
  }

  /// Starts listening, for pages and for whoever asks how the server is. Webhooks are turned away
  /// until somebody [receives][#receive] them.
  ///
  /// @param port 0 for any free one
  /// @param pages adds what is served besides
  /// @throws SettingsException where the port is taken or not allowed
  public static WebServer start(
      String host, int port, Limits limits, Consumer<JavalinDefaultRoutingApi> pages) {
    var server = new WebServer(host, port, limits, pages);
    try {
      Listening.start(server.javalin, host, port, "RETORT_PORT");
    } catch (SettingsException e) {
      server.headers.close();
      throw e;
    }
    LOG.info("Listening on {}:{}", host, server.port());
    return server;
  }

  /// Takes webhooks from now on.
  ///
  /// @param payloads reads what a delivery says
  /// @param intake takes a delivery before it is answered
  /// @param measured what `GET /metrics` answers; empty where another port does
  public void receive(
      WebhookSecrets secrets,
      Payloads payloads,
      Deliveries.Intake intake,
      Health from,
      Optional<Supplier<String>> measured) {
    metrics = measured;
    webhook = Optional.of(new WebhookRoute(secrets, payloads, intake, bodies));
    health = from;
  }

  private static void listen(
      JavalinConfig config, String host, int port, Limits limits, HeaderDeadline headers) {
    // Judging may keep every virtual thread's carrier busy for a while; these are the system's own
    // threads, so that a webhook is answered meanwhile.
    config.jetty.threadPool = threads();
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.prefer405over404 = true;
    config.jetty.modifyServer(server -> server.setStopTimeout(STOP_MILLIS));
    config.jetty.addConnector(
        (server, http) -> connector(server, http, host, port, limits, headers));
  }

  private static QueuedThreadPool threads() {
    var threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
    threads.setName("web");
    return threads;
  }

  private static ServerConnector connector(
      Server server,
      HttpConfiguration http,
      String host,
      int port,
      Limits limits,
      HeaderDeadline headers) {
    var connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(limits.bodyTime().toMillis());
    connector.addBean(headers);
    connector.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    return connector;
  }

  private void route(JavalinConfig config) {
    config.routes.post("/webhook", this::hear);
    HealthRoutes.add(
        config.routes, new Health(() -> health.ailing().get(), () -> health.waitingFor().get()));
    HealthRoutes.addMetrics(config.routes, () -> metrics.map(Supplier::get));
    config.routes.error(
        404, request -> Answers.write(request, 404, Map.of("error", "nothing is here")));
    config.routes.error(
        405, request -> Answers.write(request, 405, Map.of("error", "not by this method")));
    config.routes.exception(
        Exception.class,
        (failure, request) -> {
          LOG.error("{} {} failed", request.method(), request.path(), failure);
          Answers.write(request, 500, Map.of("error", "an error of ours; see the log"));
        });
  }

  private void hear(Context request) throws IOException {
    if (webhook.isPresent()) {
      webhook.get().handle(request);
    } else {
      request.header("Retry-After", "60");
      Answers.write(request, 503, Map.of("error", "no GitHub App is configured here yet"));
    }
  }

  /// The port that is listened on.
  public int port() {
    return javalin.port();
  }

  /// Stops listening; requests that have begun are given two seconds.
  public void stop() {
    javalin.stop();
    headers.close();
  }

  @Override
  public void close() {
    stop();
  }
}
