package dev.retort;

import dev.retort.alembic.RevisionCache;
import dev.retort.bot.AcceptFindings;
import dev.retort.bot.AcceptedFindings;
import dev.retort.bot.CheckPublication;
import dev.retort.bot.Dispatch;
import dev.retort.bot.JudgePullRequest;
import dev.retort.bot.MissedDeliveries;
import dev.retort.bot.OpenRevisions;
import dev.retort.bot.PressButton;
import dev.retort.bot.Publication;
import dev.retort.bot.RecentRevisions;
import dev.retort.bot.Recheck;
import dev.retort.bot.RepairBranch;
import dev.retort.bot.RepairMainline;
import dev.retort.bot.ReviewBranch;
import dev.retort.bot.ReviewPullRequest;
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
import dev.retort.forge.Payloads;
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
import dev.retort.verdict.Judge;
import dev.retort.web.Doctor;
import dev.retort.web.Health;
import dev.retort.web.ManagementServer;
import dev.retort.web.Measurements;
import dev.retort.web.ServerSettings;
import dev.retort.web.WebServer;
import dev.retort.web.setup.SetupProgress;
import dev.retort.web.setup.SetupProgress.Step;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private static final Duration WITHOUT_WRITING = Duration.ofMinutes(1);

  private final Database database;
  private final JobQueue queue;
  private final Deliveries deliveries;
  private final List<AutoCloseable> parts;
  private final WebServer web;

  private Server(
      Database database,
      JobQueue queue,
      Deliveries deliveries,
      List<AutoCloseable> parts,
      WebServer web) {
    this.parts = parts;
    this.database = database;
    this.queue = queue;
    this.deliveries = deliveries;
    this.web = web;
  }

  /// Starts everything, or nothing.
  public static Server start(ServerSettings settings) {
    return start(settings, Timeouts.USUAL);
  }

  /// @param timeouts how much patience to have with GitHub
  public static Server start(ServerSettings settings, Timeouts timeouts) {
    WebServer web =
        WebServer.start(settings.host(), settings.port(), WebServer.Limits.STANDARD, routes -> {});
    try {
      return start(settings, timeouts, web, new SetupProgress());
    } catch (RuntimeException e) {
      web.close();
      throw e;
    }
  }

  /// Begins to work behind a web server that runs already, which is closed with this one.
  ///
  /// @param progress is told what is seen to work
  static Server start(
      ServerSettings settings, Timeouts timeouts, WebServer web, SetupProgress progress) {
    Clock clock = Clock.systemUTC();
    GitHubApp app =
        new GitHubApp(
            new GitHubApp.Credentials(settings.appId(), settings.privateKey()),
            settings.githubUrl(),
            timeouts,
            clock,
            Hold::check);
    AppAccount account = new GitHubAppAccount(app);
    Forge forge = new GitHubForge(app);
    Database database = Database.open(settings.databaseUrl());
    try {
      Intents intents = new StoredIntents(database, clock);
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
                  new StoredLedger(database, clock),
                  allowance,
                  handingIn,
                  clock));
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
          .map(WaitingForGitHub::new)
          .forEach(handlers::add);
      Measurements measurements = new Measurements();
      JobQueue queue =
          JobQueue.start(database, handlers, JobQueue.Settings.STANDARD, measurements);
      measurements.watch(queue, database);
      inbox.complete(queue);
      Dispatch dispatch = new Dispatch(settings.appId(), settings.owners(), clock);
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
      Acceptance acceptance = Acceptance.start(new Doctor(account, settings, clock));
      parts.add(acceptance);
      Health health =
          new Health(
              () -> ailing(database, clock), () -> waitingFor(queue, acceptance));
      try {
        Optional<Supplier<String>> metrics = Optional.of(measurements::text);
        if (settings.managementPort().isPresent()) {
          parts.add(
              ManagementServer.start(
                  settings.host(),
                  settings.managementPort().getAsInt(),
                  health,
                  measurements::text));
          metrics = Optional.empty();
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
        return new Server(database, queue, deliveries, parts, web);
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

  /// A short disturbance heals by itself; after a minute somebody should look, or start it again.
  private static List<String> ailing(Database database, Clock clock) {
    return database
        .unwritableSince()
        .filter(since -> since.plus(WITHOUT_WRITING).isBefore(clock.instant()))
        .map(since -> List.of("the database has taken nothing since " + since))
        .orElse(List.of());
  }

  private static List<String> waitingFor(JobQueue queue, Acceptance acceptance) {
    return queue.ready() ? acceptance.waitingFor() : List.of("the database or the queue does not answer");
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

  private static List<Handler> handlers(
      Forge forge, Intents intents, Ledger ledger, Allowance allowance, Inbox inbox, Clock clock) {
    RevisionCache revisions = new RecentRevisions(REVISIONS_REMEMBERED);
    AcceptedFindings accepted = new AcceptedFindings(ledger);
    OpenRevisions open = new OpenRevisions(ledger);
    JudgePullRequest judge = new JudgePullRequest(forge, new Judge(revisions), accepted, open);
    Publication publication =
        new Publication(
            new CheckPublication(forge, intents),
            new SuggestionPublication(forge, intents),
            new StickyPublication(forge, intents));
    Recheck recheck = new Recheck(inbox, intents);
    AcceptFindings acceptance = new AcceptFindings(forge, judge, accepted, intents, recheck);
    RepairBranch repairs = new RepairBranch(forge, judge, intents, inbox, clock);
    return Stream.<Handler>of(
            new ReviewPullRequest(forge, judge, open, publication, intents, clock),
            new ReviewBranch(forge, inbox, open),
            new RepairMainline(forge, revisions, ledger, inbox),
            new PressButton(forge, inbox, recheck),
            new RunCommand(
                forge,
                new Commands(forge, judge, repairs, acceptance, recheck),
                intents,
                new Throttle(forge, allowance, intents)))
        .<Handler>map(WaitingForGitHub::new)
        .toList();
  }

  /// The port that is listened on.
  public int port() {
    return web.port();
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
