package dev.retort.web;

import io.javalin.Javalin;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Health, metrics and the status page on a port of their own, for a network that strangers do not
/// reach.
public final class ManagementServer implements AutoCloseable {
  private final Javalin javalin;

  private ManagementServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /// Starts listening.
  ///
  /// @param port 0 for any free one
  /// @param pages adds what is served besides
  /// @throws SettingsException where the port is taken or not allowed
  public static ManagementServer start(
      String host,
      int port,
      Health health,
      Supplier<String> metrics,
      Consumer<JavalinDefaultRoutingApi> pages) {
    var javalin =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.startup.startupWatcherEnabled = false;
          config.jetty.host = host;
          config.jetty.port = port;
          pages.accept(config.routes);
          HealthRoutes.add(config.routes, health);
          HealthRoutes.addMetrics(config.routes, () -> Optional.of(metrics.get()));
        });
    Listening.start(javalin, host, port, "RETORT_MANAGEMENT_PORT");
    return new ManagementServer(javalin);
  }

  /// The port that is listened on.
  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
