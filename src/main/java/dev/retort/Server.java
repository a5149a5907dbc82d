package dev.retort;

import dev.retort.alembic.RevisionCache;
import dev.retort.bot.AcceptFindings;
import dev.retort.bot.AcceptedFindings;
import dev.retort.bot.Acquaintance;
import dev.retort.bot.CheckPublication;
import dev.retort.bot.Dispatch;
import dev.retort.bot.HearOfInstallation;
import dev.retort.bot.Installations;
import dev.retort.bot.JudgeMergeGroup;
import dev.retort.bot.JudgePullRequest;
import dev.retort.bot.KeptLimits;
import dev.retort.bot.MissedDeliveries;
import dev.retort.bot.OpenPullRequests;
import dev.retort.bot.Patience;
import dev.retort.bot.PressButton;
import dev.retort.bot.Publication;
import dev.retort.bot.PushSafeRepair;
import dev.retort.bot.RecentRevisions;
import dev.retort.bot.Recheck;
import dev.retort.bot.RejudgePullRequest;
import dev.retort.bot.RepairBranch;
import dev.retort.bot.RepairMainline;
import dev.retort.bot.ReviewBranch;
import dev.retort.bot.ReviewPullRequest;
import dev.retort.bot.Settling;
import dev.retort.bot.Shares;
import dev.retort.bot.SpeakForCommit;
import dev.retort.bot.StickyPublication;
import dev.retort.bot.SuggestionPublication;
import dev.retort.bot.Sweep;
import dev.retort.bot.SweepInstallation;
import dev.retort.bot.SweepRepository;
import dev.retort.bot.WaitingForGitHub;
import dev.retort.bot.command.Commands;
import dev.retort.bot.command.RunCommand;
import dev.retort.bot.command.Throttle;
import dev.retort.forge.AppAccount;
import dev.retort.forge.Forge;
import dev.retort.forge.KeptBlobs;
import dev.retort.forge.Payloads;
import dev.retort.forge.github.BlobFolder;
import dev.retort.forge.github.EventReader;
import dev.retort.forge.github.GitHubApp;
import dev.retort.forge.github.GitHubAppAccount;
import dev.retort.forge.github.GitHubForge;
import dev.retort.forge.github.Timeouts;
import dev.retort.job.Allowance;
import dev.retort.job.Database;
import dev.retort.job.Deliveries;
import dev.retort.job.Handler;
import dev.retort.job.Hold;
import dev.retort.job.Inbox;
import dev.retort.job.Intents;
import dev.retort.job.JobQueue;
import dev.retort.job.Ledger;
import dev.retort.job.StoredAllowance;
import dev.retort.job.StoredIntents;
import dev.retort.job.StoredLedger;
import dev.retort.job.StoredPace;
import dev.retort.verdict.Judge;
import dev.retort.web.Doctor;
import dev.retort.web.Health;
import dev.retort.web.HomePage;
import dev.retort.web.Liveness;
import dev.retort.web.ManagementServer;
import dev.retort.web.Measurements;
import dev.retort.web.Pages;
import dev.retort.web.ServerSettings;
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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running server, put together: what receives webhooks, what keeps the work, and what does it.
public final class Server implements AutoCloseable {
  /// At one to two kilobytes each, what some hundred repositories hold.
  private static final int REVISIONS_REMEMBERED = 50_000;

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private static final long BLOBS_KEPT = 512L * 1024 * 1024;

  /// Of those that an installation may have: a repository that stalls leaves some to the others.
  private static final int WORKERS_OF_A_REPOSITORY = 4;

  private final Database database;
  private final JobQueue queue;
  private final Deliveries deliveries;
  private final List<AutoCloseable> parts;
  private final WebServer web;
  private final Optional<String> statusPage;
  private final OptionalInt managementPort;

  private Server(
      Database database,
      JobQueue queue,
      Deliveries deliveries,
      List<AutoCloseable> parts,
      WebServer web,
      Optional<String> statusPage,
      OptionalInt managementPort) {
    this.statusPage = statusPage;
    this.managementPort = managementPort;
    this.parts = parts;
    this.database = database;
    this.queue = queue;
    this.deliveries = deliveries;
    this.web = web;
  }

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
    Pages pages = new Pages(settings.githubUrl());
    StatusAccess access = new StatusAccess(settings.statusToken());
    StatusRoutes status = new StatusRoutes(pages, Optional.of(access), isHttps(settings));
    WebServer web =
        WebServer.start(
            settings.host(),
            settings.port(),
            WebServer.Limits.STANDARD,
            routes -> {
              pages.assets(routes);
              HomePage.configured(pages, routes);
              status.route(routes);
            });
    try {
      return start(settings, timeouts, patience, clock, web, status, access, new SetupProgress());
    } catch (RuntimeException e) {
      web.close();
      throw e;
    }
  }

  private static boolean isHttps(ServerSettings settings) {
    return settings.publicUrl().filter(url -> url.getScheme().equals("https")).isPresent();
  }

  /// Begins to work behind a web server that runs already, which is closed with this one.
  ///
  /// @param status shows from now on how the server is, unless another port does
  /// @param access whom it is shown to
  /// @param progress is told what is seen to work
  static Server start(
      ServerSettings settings,
      Timeouts timeouts,
      Patience patience,
      Clock clock,
      WebServer web,
      StatusRoutes status,
      StatusAccess access,
      SetupProgress progress) {
    KeptBlobs kept = keptBlobs(settings);
    Database database = Database.open(settings.databaseUrl());
    try {
      Intents intents = new StoredIntents(database, clock);
      GitHubApp app =
          new GitHubApp(
              new GitHubApp.Credentials(settings.appId(), settings.privateKey()),
              settings.githubUrl(),
              timeouts,
              clock,
              new KeptLimits(intents, new StoredPace(database, clock), patience.writes()),
              Hold::check);
      AppAccount account = new GitHubAppAccount(app);
      Forge forge = new GitHubForge(app, kept);
      Ledger ledger = new StoredLedger(database, clock);
      WaitingForGitHub.Surroundings surroundings =
          new WaitingForGitHub.Surroundings(
              patience, new Shares(WORKERS_OF_A_REPOSITORY), new Installations(ledger), clock);
      // Handlers hand in work too; one that runs before the queue is complete waits that moment.
      CompletableFuture<Inbox> inbox = new CompletableFuture<>();
      CompletableFuture<Deliveries> intake = new CompletableFuture<>();
      Inbox handingIn = jobs -> inbox.join().accept(jobs);
      Allowance allowance = new StoredAllowance(database, clock);
      List<Handler> handlers =
          new ArrayList<>(
              handlers(
                  forge,
                  intents,
                  ledger,
                  allowance,
                  handingIn,
                  surroundings,
                  patience,
                  kept,
                  clock,
                  progress));
      Stream.<Handler>of(
              new Sweep(account, settings.owners(), handingIn),
              new SweepInstallation(account, settings.owners(), handingIn),
              new SweepRepository(forge, intents, allowance, handingIn, clock),
              new MissedDeliveries(
                  account,
                  delivery -> intake.join().take(delivery),
                  intents,
                  settings.intake() == ServerSettings.Intake.PULL,
                  clock))
          .<Handler>map(handler -> new WaitingForGitHub(handler, surroundings))
          .forEach(handlers::add);
      Measurements measurements = new Measurements();
      JobQueue queue = JobQueue.start(database, handlers, JobQueue.Settings.STANDARD, measurements);
      measurements.watch(queue, database);
      inbox.complete(queue);
      Dispatch dispatch = new Dispatch(settings.appId(), settings.owners(), intents, clock);
      Payloads payloads = new EventReader();
      Deliveries deliveries =
          Deliveries.start(
              database,
              queue,
              delivery ->
                  dispatch.workFor(delivery.id(), payloads.read(delivery.event(), delivery.body())),
              clock);
      intake.complete(deliveries);
      List<AutoCloseable> parts = new ArrayList<>();
      parts.add(measurements);
      parts.add(Rounds.start(queue, settings.intake()));
      Acceptance acceptance =
          Acceptance.start(
              new Doctor(account, settings, clock), () -> progress.seen(Step.ACCEPTED));
      parts.add(acceptance);
      Health health =
          new Health(
              new Liveness(database::unwritableSince, clock), () -> waitingFor(queue, acceptance));
      ServerStatus how =
          new ServerStatus(queue, database, health, measurements, acceptance::advice, clock);
      try {
        Optional<Supplier<String>> metrics = Optional.of(measurements::text);
        OptionalInt managementPort = OptionalInt.empty();
        if (settings.managementPort().isPresent()) {
          ManagementServer management = manage(settings, health, measurements, how);
          parts.add(management);
          managementPort = OptionalInt.of(management.port());
          metrics = Optional.empty();
        } else {
          status.show(how);
        }
        web.receive(
            settings.webhookSecrets(),
            payloads,
            delivery -> {
              deliveries.take(delivery);
              progress.seen(Step.REACHED);
              progress.seen(Step.INSTALLED);
            },
            health,
            metrics);
        Optional<String> page =
            settings.managementPort().isPresent() ? Optional.empty() : access.path();
        return new Server(database, queue, deliveries, parts, web, page, managementPort);
      } catch (RuntimeException e) {
        closeAll(parts);
        deliveries.close();
        queue.close();
        throw e;
      }
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static ManagementServer manage(
      ServerSettings settings, Health health, Measurements measurements, ServerStatus how) {
    Pages pages = new Pages(settings.githubUrl());
    StatusRoutes status = new StatusRoutes(pages, Optional.empty(), false);
    status.show(how);
    return ManagementServer.start(
        settings.host(),
        settings.managementPort().orElseThrow(),
        health,
        measurements::text,
        routes -> {
          pages.assets(routes);
          status.route(routes);
        });
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

  /// Beside the embedded database; elsewhere in the working folder.
  private static KeptBlobs keptBlobs(ServerSettings settings) {
    String embedded = "jdbc:sqlite:";
    String url = settings.databaseUrl();
    Path database =
        Path.of(url.startsWith(embedded) ? url.substring(embedded.length()) : "data/retort.db");
    return new BlobFolder(database.toAbsolutePath().resolveSibling("blobs"), BLOBS_KEPT);
  }

  private static List<Handler> handlers(
      Forge forge,
      Intents intents,
      Ledger ledger,
      Allowance allowance,
      Inbox inbox,
      WaitingForGitHub.Surroundings surroundings,
      Patience patience,
      KeptBlobs kept,
      Clock clock,
      SetupProgress progress) {
    RevisionCache revisions = new RecentRevisions(REVISIONS_REMEMBERED);
    AcceptedFindings accepted = new AcceptedFindings(ledger);
    OpenPullRequests open = new OpenPullRequests(ledger);
    JudgePullRequest judge = new JudgePullRequest(forge, new Judge(revisions), accepted, open);
    CheckPublication checks = new CheckPublication(forge, intents, ledger, open);
    Publication publication =
        new Publication(
            checks,
            new SuggestionPublication(forge, intents),
            new StickyPublication(forge, intents));
    Acquaintance acquaintance = new Acquaintance(open, forge, inbox, clock);
    Recheck recheck = new Recheck(inbox, intents);
    AcceptFindings acceptance = new AcceptFindings(forge, judge, accepted, intents, recheck);
    RepairBranch repairs = new RepairBranch(forge, judge, intents, inbox, clock);
    ReviewPullRequest review =
        new ReviewPullRequest(
            new ReviewPullRequest.Parts(forge, acquaintance, accepted, judge, open, publication),
            intents,
            inbox,
            new Settling(patience.settling(), clock),
            clock);
    return Stream.<Handler>of(
            review,
            new RejudgePullRequest(open, review, inbox),
            new SpeakForCommit(publication, inbox),
            new JudgeMergeGroup(judge, open, checks, intents),
            new PushSafeRepair(repairs, open, allowance, intents, clock),
            new HearOfInstallation(surroundings.installations(), open, ledger, kept, inbox),
            new ReviewBranch(forge, acquaintance, inbox, open, ledger),
            new RepairMainline(forge, revisions, ledger, inbox),
            new PressButton(forge, inbox, recheck),
            new RunCommand(
                forge,
                new Commands(forge, judge, repairs, acceptance, recheck),
                intents,
                new Throttle(forge, allowance, intents)))
        .<Handler>map(handler -> new WaitingForGitHub(handler, surroundings))
        .map(handler ->
            handler.kind().equals(review.kind())
                ? new Watched(handler, () -> progress.seen(Step.CHECKED))
                : handler)
        .toList();
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
    deliveries.close();
    queue.close();
    database.close();
  }
}
