package dev.retort;

import dev.retort.bot.Dispatch;
import dev.retort.bot.Installations;
import dev.retort.bot.KeptLimits;
import dev.retort.bot.Patience;
import dev.retort.forge.KeptBlobs;
import dev.retort.forge.Payloads;
import dev.retort.forge.github.BlobFolder;
import dev.retort.forge.github.EventReader;
import dev.retort.forge.github.GitHubApp;
import dev.retort.forge.github.GitHubAppAccount;
import dev.retort.forge.github.GitHubForge;
import dev.retort.forge.github.Timeouts;
import dev.retort.job.Database;
import dev.retort.job.Deliveries;
import dev.retort.job.Handler;
import dev.retort.job.Hold;
import dev.retort.job.Inbox;
import dev.retort.job.JobQueue;
import dev.retort.job.StoredAllowance;
import dev.retort.job.StoredErasure;
import dev.retort.job.StoredIntents;
import dev.retort.job.StoredLedger;
import dev.retort.job.StoredPace;
import dev.retort.web.Doctor;
import dev.retort.web.Health;
import dev.retort.web.HomePage;
import dev.retort.web.Liveness;
import dev.retort.web.ManagementServer;
import dev.retort.web.Measurements;
import dev.retort.web.Pages;
import dev.retort.web.ServerSettings;
import dev.retort.web.SettingsException;
import dev.retort.web.WebServer;
import dev.retort.web.setup.SetupProgress;
import dev.retort.web.setup.SetupProgress.Step;
import dev.retort.web.status.ServerStatus;
import dev.retort.web.status.StatusAccess;
import dev.retort.web.status.StatusRoutes;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running server, put together: what receives webhooks, what keeps the work, and what does it.
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private static final long BLOBS_KEPT = 512L * 1024 * 1024;

  private final JobQueue queue;
  private final List<AutoCloseable> parts;
  private final WebServer web;
  private final Optional<String> statusPage;
  private final OptionalInt managementPort;

  /// @param parts what is to be closed with it, the last one first
  private Server(
      JobQueue queue,
      List<AutoCloseable> parts,
      WebServer web,
      Optional<String> statusPage,
      OptionalInt managementPort) {
    this.queue = queue;
    this.parts = List.copyOf(parts);
    this.web = web;
    this.statusPage = statusPage;
    this.managementPort = managementPort;
  }

  /// The web server that everything else begins to work behind.
  ///
  /// @param status shows from then on how the server is, unless another port does
  /// @param access whom it is shown to
  record Front(WebServer web, StatusRoutes status, StatusAccess access) {}

  /// How GitHub is dealt with.
  ///
  /// @param timeouts how long a request to GitHub may take
  /// @param patience how much trouble is borne with
  /// @param clock the machine's, which may be wrong
  record Ways(Timeouts timeouts, Patience patience, Clock clock) {}

  /// Starts everything, or nothing.
  public static Server start(ServerSettings settings) {
    return start(settings, Timeouts.USUAL, Patience.USUAL);
  }

  /// @param timeouts how long a request to GitHub may take
  /// @param patience how much trouble is borne with
  public static Server start(ServerSettings settings, Timeouts timeouts, Patience patience) {
    return start(settings, timeouts, patience, Clock.systemUTC());
  }

  /// @param timeouts how long a request to GitHub may take
  /// @param patience how much trouble is borne with
  /// @param clock the machine's, which may be wrong
  public static Server start(
      ServerSettings settings, Timeouts timeouts, Patience patience, Clock clock) {
    Pages pages = new Pages(settings.place().githubUrl());
    StatusAccess access = new StatusAccess(settings.statusToken());
    StatusRoutes status = new StatusRoutes(pages, Optional.of(access), isHttps(settings));
    WebServer web =
        WebServer.start(
            settings.place().host(),
            settings.place().port(),
            WebServer.Limits.STANDARD,
            routes -> {
              pages.assets(routes);
              HomePage.configured(pages, routes);
              status.route(routes);
            });
    try {
      return start(
          settings,
          new Ways(timeouts, patience, clock),
          new Front(web, status, access),
          new SetupProgress());
    } catch (RuntimeException e) {
      web.close();
      throw e;
    }
  }

  private static boolean isHttps(ServerSettings settings) {
    return settings.place().publicUrl().filter(url -> url.getScheme().equals("https")).isPresent();
  }

  /// Begins to work behind a web server that runs already, which is closed with this one.
  ///
  /// @param progress is told what is seen to work
  static Server start(ServerSettings settings, Ways ways, Front front, SetupProgress progress) {
    return new Assembly(settings, ways, front, progress).server();
  }

  /// A server in the making: what is opened, and closed again where something cannot be.
  private static final class Assembly {
    private final ServerSettings settings;
    private final Ways ways;
    private final Front front;
    private final SetupProgress progress;
    private final Measurements measurements = new Measurements();
    private final Payloads payloads = new EventReader();
    private final List<AutoCloseable> parts = new ArrayList<>();

    Assembly(ServerSettings settings, Ways ways, Front front, SetupProgress progress) {
      this.settings = settings;
      this.ways = ways;
      this.front = front;
      this.progress = progress;
    }

    Server server() {
      try {
        return opened();
      } catch (RuntimeException e) {
        closeAll(parts);
        throw e;
      }
    }

    private <T extends AutoCloseable> T opened(T part) {
      parts.add(part);
      return part;
    }

    private Server opened() {
      // It makes the folder for its owner alone, and what is kept comes into it.
      Database database = opened(Database.open(settings.databaseUrl()));
      UseCases.Stores stores = stores(database);
      UseCases.Outside outside = outside(database, stores);
      CompletableFuture<Deliveries> intake = new CompletableFuture<>();
      JobQueue queue = queue(database, stores, outside, intake);
      Deliveries deliveries = deliveries(database, queue, stores);
      intake.complete(deliveries);
      opened(measurements);
      opened(Rounds.start(queue, settings.intake()));
      Acceptance acceptance =
          opened(
              Acceptance.start(
                  new Doctor(outside.account(), settings, ways.clock()),
                  () -> progress.seen(Step.ACCEPTED)));
      Health health =
          new Health(
              new Liveness(database::unwritableSince, ways.clock()),
              () -> waitingFor(queue, acceptance));
      ServerStatus how =
          new ServerStatus(queue, database, health, measurements, acceptance::advice, ways.clock());
      return shown(queue, deliveries, health, how);
    }

    private JobQueue queue(
        Database database,
        UseCases.Stores stores,
        UseCases.Outside outside,
        CompletableFuture<Deliveries> intake) {
      // Handlers hand in work too; one that runs before the queue is complete waits that moment.
      CompletableFuture<Inbox> inbox = new CompletableFuture<>();
      List<Handler> handlers =
          new UseCases(
                  outside, stores, jobs -> inbox.join().accept(jobs), ways.patience(), ways.clock())
              .handlers(
                  settings,
                  delivery -> intake.join().take(delivery),
                  () -> progress.seen(Step.CHECKED));
      JobQueue queue =
          opened(
              JobQueue.start(
                  database,
                  handlers,
                  JobQueue.Settings.STANDARD.withWorkers(settings.workers()),
                  measurements));
      measurements.watch(queue, database);
      inbox.complete(queue);
      return queue;
    }

    private Deliveries deliveries(Database database, JobQueue queue, UseCases.Stores stores) {
      Dispatch dispatch =
          new Dispatch(
              settings.app().appId(),
              settings.owners(),
              new Installations(stores.ledger()),
              stores.intents(),
              ways.clock());
      return opened(
          Deliveries.start(
              database,
              queue,
              delivery ->
                  dispatch.workFor(delivery.id(), payloads.read(delivery.event(), delivery.body())),
              ways.clock()));
    }

    /// Health, figures and the status are shown, and webhooks taken.
    private Server shown(JobQueue queue, Deliveries deliveries, Health health, ServerStatus how) {
      Optional<ManagementServer> management =
          settings.managementPort().stream()
              .mapToObj(port -> opened(manage(port, health, how)))
              .findFirst();
      if (management.isEmpty()) {
        front.status().show(how);
      }
      front
          .web()
          .receive(
              settings.app().webhookSecrets(),
              payloads,
              delivery -> {
                deliveries.take(delivery);
                progress.seen(Step.REACHED);
                progress.seen(Step.INSTALLED);
              },
              health,
              management.isEmpty() ? Optional.of(measurements::text) : Optional.empty());
      return new Server(
          queue,
          parts,
          front.web(),
          management.isEmpty() ? front.access().path() : Optional.empty(),
          management.map(each -> OptionalInt.of(each.port())).orElse(OptionalInt.empty()));
    }

    private UseCases.Stores stores(Database database) {
      return new UseCases.Stores(
          new StoredIntents(database, ways.clock()),
          new StoredLedger(database, ways.clock()),
          new StoredAllowance(database, ways.clock()),
          new StoredErasure(database, ways.clock()),
          keptBlobs(settings));
    }

    private UseCases.Outside outside(Database database, UseCases.Stores stores) {
      GitHubApp app;
      try {
        app =
            new GitHubApp(
                new GitHubApp.Credentials(settings.app().appId(), settings.app().privateKey()),
                settings.place().githubUrl(),
                ways.timeouts(),
                ways.clock(),
                new KeptLimits(
                    stores.intents(),
                    new StoredPace(database, ways.clock()),
                    ways.patience().writes()),
                Hold::check);
      } catch (IllegalArgumentException e) {
        throw new SettingsException(Examination.wrongKey(e));
      }
      return new UseCases.Outside(new GitHubForge(app, stores.blobs()), new GitHubAppAccount(app));
    }

    private ManagementServer manage(int port, Health health, ServerStatus how) {
      Pages pages = new Pages(settings.place().githubUrl());
      StatusRoutes status = new StatusRoutes(pages, Optional.empty(), false);
      status.show(how);
      return ManagementServer.start(
          settings.place().host(),
          port,
          health,
          measurements::text,
          routes -> {
            pages.assets(routes);
            status.route(routes);
          });
    }
  }

  private static List<String> waitingFor(JobQueue queue, Acceptance acceptance) {
    return queue.ready()
        ? acceptance.waitingFor()
        : List.of("the database or the queue does not answer");
  }

  private static void closeAll(List<AutoCloseable> parts) {
    for (AutoCloseable part : parts.reversed()) {
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("A part of the server could not be closed", e);
      }
    }
  }

  /// Beside the embedded database; elsewhere in the data folder.
  private static KeptBlobs keptBlobs(ServerSettings settings) {
    String embedded = "jdbc:sqlite:";
    String url = settings.databaseUrl();
    Path blobs =
        url.startsWith(embedded)
            ? Path.of(url.substring(embedded.length())).toAbsolutePath().resolveSibling("blobs")
            : settings.place().dataFolder().toAbsolutePath().resolve("blobs");
    return new BlobFolder(blobs, BLOBS_KEPT);
  }

  /// The port that is listened on.
  public int port() {
    return web.port();
  }

  /// The path of the status page with a token that was made for it; empty where the operator chose
  /// the token, or another port shows the page.
  public Optional<String> statusPage() {
    return statusPage;
  }

  /// The port of its own that health and metrics are shown on, where there is one.
  public OptionalInt managementPort() {
    return managementPort;
  }

  /// How many jobs wait or run.
  public long jobs() {
    return queue.size();
  }

  /// Stops listening, hands unfinished work back, closes the database.
  @Override
  public void close() {
    web.close();
    closeAll(parts);
  }
}
