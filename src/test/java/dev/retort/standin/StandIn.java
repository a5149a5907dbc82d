package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A stand-in for GitHub: its REST API on a loopback port, holding real git objects, sending signed
/// webhooks, and refusing what GitHub refuses. Every request is held against GitHub's own
/// description of its interface; [#close] throws where one was illegal.
///
/// ```java
/// try (StandIn github = StandIn.start(RegisteredApp.retort())) {
///   HostedRepository shop = github.repository("acme/shop");
///   shop.commit("main", "Start", Map.of("README", "A shop\n"));
///   shop.branch("feature", "main");
///   shop.commit("feature", "Work", Map.of("work.py", "pass\n"));
///   HostedPullRequest pull = shop.openPullRequest("Work", "feature", "main", "ann");
///   …
/// }
/// ```
public final class StandIn implements AutoCloseable {
  /// The events that the App subscribes to; `check_run` and `check_suite` come with checks.
  static final List<String> EVENTS =
      List.of("check_run", "check_suite", "issue_comment", "merge_group", "pull_request", "push");

  /// In whose name GitHub itself commits.
  static final Account WEB_FLOW = new Account(19_864_447, "web-flow", Account.Kind.USER);

  static {
    // Otherwise each answer may wait 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final RegisteredApp app;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String url;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong ids = new AtomicLong(1000);
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final List<HostedRepository> repositories = new CopyOnWriteArrayList<>();
  private final List<LoggedRequest> illegal = new CopyOnWriteArrayList<>();
  private final List<String> drifted = new CopyOnWriteArrayList<>();
  private final Requests requests = new Requests();
  private final Faults faults = new Faults();
  private final Tokens tokens = new Tokens(this);
  private final Shapes shapes = new Shapes(this);
  private final PullRequestShapes pullRequestShapes = new PullRequestShapes(shapes);
  private final ReviewShapes reviewShapes = new ReviewShapes(shapes);
  private final CheckShapes checkShapes = new CheckShapes(shapes);
  private final GitShapes gitShapes = new GitShapes(this, shapes);
  private final Events events = new Events(this);
  private final Webhooks webhooks = new Webhooks(this);
  private final AppRegistrations registrations = new AppRegistrations(this);
  private final Instant startedAt;
  private volatile long lastInstallation = installation();
  private volatile InstantSource clock = InstantSource.system();
  private volatile boolean namesApps = true;

  private StandIn(RegisteredApp app) {
    this.app = app;
    this.startedAt = now();
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.url = "http://127.0.0.1:" + server.getAddress().getPort();
    Routes routes = new Routes();
    new AppRoutes(this).register(routes);
    registrations.register(routes);
    new RepositoryRoutes(this).register(routes);
    new CompareRoutes(this).register(routes);
    new GitRoutes(this).register(routes);
    new RefRoutes(this).register(routes);
    new PullRoutes(this).register(routes);
    new ReviewRoutes(this).register(routes);
    new CommentRoutes(this).register(routes);
    new CheckRoutes(this).register(routes);
    accounts.put(app.bot().login(), app.bot());
    server.createContext("/", new Gate(this, routes));
    server.createContext("/settings/apps/new", registrations);
    server.createContext("/organizations/", registrations);
    server.setExecutor(threads);
  }

  /// Starts on a free loopback port, with an App that is installed everywhere.
  public static StandIn start(RegisteredApp app) {
    StandIn github = new StandIn(app);
    github.server.start();
    return github;
  }

  /// The API's address, without a slash at its end.
  public String url() {
    return url;
  }

  public RegisteredApp app() {
    return app;
  }

  /// The pages that register an App by its manifest.
  public AppRegistrations registrations() {
    return registrations;
  }

  /// The id of the App's installation.
  public long installation() {
    return 77;
  }

  /// Has the App installed so many times: with the ids from [#installation] on. Which repository
  /// belongs to which is left to whoever sends the events.
  public void installTimes(int times) {
    lastInstallation = installation() + times - 1;
  }

  boolean knowsInstallation(long id) {
    return id >= installation() && id <= lastInstallation;
  }

  Account installationOwner() {
    return repositories.isEmpty() ? account("acme") : repositories.getFirst().owner();
  }

  Instant startedAt() {
    return startedAt;
  }

  /// Lets the stand-in live at another time than the machine.
  public void setClock(InstantSource source) {
    clock = source;
  }

  Instant now() {
    return clock.instant();
  }

  /// Leaves out of comments by which App they were made, as some installations of GitHub do.
  public void nameNoApps() {
    namesApps = false;
  }

  boolean namesApps() {
    return namesApps;
  }

  /// The repository of that name, made empty when it is first asked for. Its owner is an
  /// organisation unless [#account] made it a person before.
  ///
  /// @param fullName `owner/name`
  public HostedRepository repository(String fullName) {
    return locked(() ->
        find(fullName)
            .orElseGet(() -> {
              int slash = fullName.indexOf('/');
              String login = fullName.substring(0, slash);
              Account owner =
                  accounts.computeIfAbsent(
                      login, key -> newAccount(key, Account.Kind.ORGANIZATION));
              return add(owner, fullName.substring(slash + 1), Optional.empty());
            }));
  }

  private HostedRepository add(Account owner, String name, Optional<HostedRepository> parent) {
    HostedRepository repository = new HostedRepository(this, nextId(), owner, name, parent);
    repositories.add(repository);
    return repository;
  }

  HostedRepository fork(HostedRepository from, Account owner) {
    return locked(() -> add(owner, from.name(), Optional.of(from)).uninstall());
  }

  /// Deletes a fork; pull requests from it live on without a head repository.
  public void delete(HostedRepository repository) {
    locked(() -> {
      repositories.remove(repository);
      for (HostedPullRequest pull : openPulls().all()) {
        if (pull.headRepository.equals(Optional.of(repository))) {
          pull.headRepository = Optional.empty();
        }
      }
      return repository;
    });
  }

  Optional<HostedRepository> find(String fullName) {
    return repositories.stream()
        .filter(each -> each.fullName().equalsIgnoreCase(fullName))
        .findFirst();
  }

  Optional<HostedRepository> findById(String id) {
    return repositories.stream().filter(each -> Long.toString(each.id()).equals(id)).findFirst();
  }

  List<HostedRepository> repositories() {
    return repositories;
  }

  /// The person of that name, registered when first asked for.
  public Account account(String login) {
    return accounts.computeIfAbsent(login, key -> newAccount(key, Account.Kind.USER));
  }

  private Account newAccount(String login, Account.Kind kind) {
    return new Account(nextId(), login, kind);
  }

  Optional<Account> knownAccount(String login) {
    return Optional.ofNullable(accounts.get(login));
  }

  Collection<Account> accounts() {
    return accounts.values();
  }

  long nextId() {
    return ids.incrementAndGet();
  }

  /// Everything that changes state does so inside, one at a time.
  <T> T locked(Supplier<T> change) {
    lock.lock();
    try {
      return change.get();
    } finally {
      lock.unlock();
    }
  }

  /// Somebody presses a button under a completed check run.
  public void pressButton(PostedCheckRun run, String identifier, String login) {
    if (run.buttons().stream().noneMatch(button -> button.identifier().equals(identifier))) {
      throw new IllegalArgumentException(run + " has no button " + identifier);
    }
    JsonNode action = Json.object("identifier", identifier);
    locked(() -> {
      events.checkRun(
          "requested_action", run, account(login), Json.object("requested_action", action));
      return run;
    });
  }

  /// Somebody asks for a check run again; the run itself stays as it is.
  public void rerequest(PostedCheckRun run, String login) {
    locked(() -> {
      events.checkRun("rerequested", run, account(login), Json.object());
      return run;
    });
  }

  /// Somebody asks for all check runs of a commit again.
  public void rerequestSuite(HostedRepository repository, String sha, String login) {
    locked(() -> {
      events.suite("rerequested", repository, sha, account(login));
      return sha;
    });
  }

  /// Commits the suggestion of a review comment to the head branch, as the button does.
  ///
  /// @return the new head
  public String applySuggestion(PostedReviewComment comment, String login) {
    return locked(() -> Suggestions.apply(this, comment, account(login)));
  }

  /// Makes every installation token that was handed out worthless.
  public void revokeTokens() {
    tokens.revokeAll();
  }

  /// Tells the App what became of its installation.
  ///
  /// @param action `suspend`, `unsuspend`, `deleted` or `created`
  public void tellInstallation(String action) {
    locked(() -> {
      events.installation(action, repositories);
      return action;
    });
  }

  /// What shall go wrong.
  public Faults faults() {
    return faults;
  }

  /// What was asked.
  public Requests requests() {
    return requests;
  }

  /// What was sent.
  public Webhooks webhooks() {
    return webhooks;
  }

  /// Where webhooks shall go from now on.
  public StandIn deliverTo(String webhookUrl) {
    webhooks.to(URI.create(webhookUrl));
    return this;
  }

  Tokens tokens() {
    return tokens;
  }

  Shapes shapes() {
    return shapes;
  }

  PullRequestShapes pullRequestShapes() {
    return pullRequestShapes;
  }

  ReviewShapes reviewShapes() {
    return reviewShapes;
  }

  OpenPulls openPulls() {
    return new OpenPulls(this);
  }

  CheckShapes checkShapes() {
    return checkShapes;
  }

  GitShapes gitShapes() {
    return gitShapes;
  }

  Events events() {
    return events;
  }

  void log(LoggedRequest request) {
    requests.add(request);
    if (!request.illegal().isEmpty()) {
      illegal.add(request);
    }
  }

  void drifted(String what) {
    drifted.add(what);
  }

  /// Requests that GitHub's interface does not allow.
  public List<LoggedRequest> illegalRequests() {
    return List.copyOf(illegal);
  }

  /// Answers of the stand-in itself that differ from GitHub's description of them.
  public List<String> driftedAnswers() {
    return List.copyOf(drifted);
  }

  /// Hands over the illegal requests of a test that made them on purpose.
  public List<LoggedRequest> takeIllegalRequests() {
    List<LoggedRequest> taken = List.copyOf(illegal);
    illegal.clear();
    return taken;
  }

  /// Stops everything.
  ///
  /// @throws AssertionError where a request was illegal
  @Override
  public void close() {
    webhooks.close();
    server.stop(0);
    threads.shutdownNow();
    if (!illegal.isEmpty()) {
      throw new AssertionError("illegal requests to GitHub: " + illegal);
    }
    if (!drifted.isEmpty()) {
      throw new AssertionError("the stand-in does not answer like GitHub: " + drifted);
    }
  }
}
