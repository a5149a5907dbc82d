package dev.retort;

import dev.retort.bot.Patience;
import dev.retort.forge.AppRegistration;
import dev.retort.forge.AppRegistration.Registered;
import dev.retort.forge.github.ManifestFlow;
import dev.retort.forge.github.Timeouts;
import dev.retort.job.Database;
import dev.retort.job.DatabaseUnusableException;
import dev.retort.web.HomePage;
import dev.retort.web.MisspeltVariable;
import dev.retort.web.Pages;
import dev.retort.web.ServerSettings;
import dev.retort.web.ServerSettings.Place;
import dev.retort.web.SettingsException;
import dev.retort.web.WebServer;
import dev.retort.web.setup.SetupAccess;
import dev.retort.web.setup.SetupProgress;
import dev.retort.web.setup.SetupProgress.Step;
import dev.retort.web.setup.SetupRoutes;
import dev.retort.web.setup.StoredApp;
import dev.retort.web.status.ServerStatus;
import dev.retort.web.status.StatusAccess;
import dev.retort.web.status.StatusRoutes;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What `retort serve` runs: the server, or, where no App is configured and none was registered
/// before, the page that registers one and then the server behind it, without a restart.
public final class Service implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private final Map<String, String> environment;
  private final Timeouts timeouts;
  private final SetupProgress progress = new SetupProgress();
  private volatile Optional<WebServer> web = Optional.empty();
  private volatile Optional<Server> server = Optional.empty();

  private Service(Map<String, String> environment, Timeouts timeouts) {
    this.environment = environment;
    this.timeouts = timeouts;
  }

  /// Starts, by the environment's variables.
  ///
  /// @param console is told what a person has to do next
  /// @throws SettingsException where a variable is wrong, or only some of an App's are set
  public static Service start(Map<String, String> environment, Consumer<String> console) {
    return start(environment, Timeouts.USUAL, console);
  }

  /// @param timeouts how much patience to have with GitHub
  static Service start(
      Map<String, String> environment, Timeouts timeouts, Consumer<String> console) {
    Service service = new Service(environment, timeouts);
    MisspeltVariable.in(environment)
        .forEach(each -> LOG.warn("{} is not read; is {} meant?", each.written(), each.meant()));
    if (ServerSettings.nameAnApp(environment)) {
      service.run(ServerSettings.from(environment), console);
      return service;
    }
    Place place = ServerSettings.place(environment);
    StoredApp stored = new StoredApp(place.dataFolder());
    Optional<Registered> app = stored.read();
    if (app.isPresent()) {
      service.run(ServerSettings.from(environment, app.get()), console);
    } else {
      // What would stop the server once the App is registered stops it before: GitHub shows its key
      // once.
      ServerSettings.checkAllButTheApp(environment);
      service.offerSetup(place, stored, console);
    }
    return service;
  }

  private void run(ServerSettings settings, Consumer<String> console) {
    Server started = Server.start(settings, timeouts, Patience.USUAL, Clock.systemUTC());
    server = Optional.of(started);
    tell(settings, started.port());
    started
        .statusPage()
        .ifPresent(path ->
            console.accept(
                "How Retort is doing: "
                    + address(settings.place().publicUrl(), started.port())
                    + path));
  }

  /// What an operator compares with the App's settings page. The database's address may hold a
  /// password and is left out.
  private static void tell(ServerSettings settings, int port) {
    LOG.info(
        "Retort {} looks after {}; its data lies in {}; webhooks come to {}/webhook",
        ServerStatus.version(),
        settings.place().githubUrl(),
        settings.place().dataFolder(),
        address(settings.place().publicUrl(), port));
  }

  private static String address(Optional<URI> publicUrl, int port) {
    return publicUrl.map(URI::toString).orElseGet(() -> "http://localhost:" + port);
  }

  private void offerSetup(Place place, StoredApp stored, Consumer<String> console) {
    AppRegistration registration = new ManifestFlow(place.githubUrl(), timeouts, Clock.systemUTC());
    SetupAccess access = new SetupAccess(Clock.systemUTC());
    Pages pages = new Pages(registration.site());
    StatusAccess operator = new StatusAccess(ServerSettings.statusToken(environment));
    StatusRoutes status =
        new StatusRoutes(
            pages,
            Optional.of(operator),
            place.publicUrl().filter(url -> url.getScheme().equals("https")).isPresent());
    SetupRoutes setup =
        new SetupRoutes(
            pages,
            access,
            registration,
            progress,
            place.publicUrl(),
            app -> begin(stored, app, status, operator),
            () -> server.flatMap(Server::statusPage));
    WebServer started =
        WebServer.start(
            place.host(),
            place.port(),
            WebServer.Limits.STANDARD,
            routes -> {
              pages.assets(routes);
              HomePage.offered(pages, routes, () -> server.isPresent());
              setup.route(routes);
              status.route(routes);
            });
    try {
      Database.open(ServerSettings.databaseUrl(environment)).close();
      stored.demandWritable();
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
    web = Optional.of(started);
    console.accept(
        "No GitHub App is configured yet. Open this address to register one:\n\n  "
            + address(place.publicUrl(), started.port())
            + "/setup?token="
            + access.token()
            + "\n\nOr set RETORT_APP_ID, RETORT_PRIVATE_KEY_FILE and RETORT_WEBHOOK_SECRET_FILE of one"
            + " that you have, and start again.");
  }

  /// Keeps the new App's credentials and works with them.
  private void begin(StoredApp stored, Registered app, StatusRoutes status, StatusAccess operator) {
    stored.write(app);
    progress.seen(Step.REGISTERED);
    ServerSettings settings = ServerSettings.from(environment, app);
    try {
      server =
          Optional.of(
              Server.start(
                  settings,
                  new Server.Ways(timeouts, Patience.USUAL, Clock.systemUTC()),
                  new Server.Front(web.orElseThrow(), status, operator),
                  progress));
    } catch (DatabaseUnusableException e) {
      throw new SettingsException(String.valueOf(e.getMessage()));
    }
    tell(settings, server.orElseThrow().port());
    LOG.info("Registered {}; its credentials are kept in {}", app, stored.file());
  }

  /// The port that is listened on.
  public int port() {
    return server.map(Server::port).or(() -> web.map(WebServer::port)).orElseThrow();
  }

  @Override
  public void close() {
    server.ifPresentOrElse(Server::close, () -> web.ifPresent(WebServer::close));
  }
}
