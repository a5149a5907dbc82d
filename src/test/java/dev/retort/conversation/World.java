package dev.retort.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.Server;
import dev.retort.ServerProcess;
import dev.retort.bot.Patience;
import dev.retort.bot.PushSafeRepair;
import dev.retort.bot.Settling;
import dev.retort.forge.github.BlobFolder;
import dev.retort.forge.github.Timeouts;
import dev.retort.job.Pace;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.HostedRepository.Role;
import dev.retort.standin.PostedCheckRun;
import dev.retort.standin.PostedComment;
import dev.retort.standin.RegisteredApp;
import dev.retort.standin.StandIn;
import dev.retort.web.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// The real server with its embedded database, and a stand-in for GitHub with one repository:
/// `main` holds a line of three revisions, `a`, `b` and `c`. Closing it asserts that GitHub allows
/// every request that was made, and that nothing was said twice.
final class World implements AutoCloseable {
  /// `-Dretort.patience=120` for a machine that is busy with other things.
  static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("retort.patience", 30));

  static final String VERSIONS = "alembic/versions/";

  /// As usual, but a GitHub that gave no answer is asked again soon.
  static final Timeouts HASTY =
      new Timeouts(
          Timeouts.USUAL.connect(),
          Timeouts.USUAL.read(),
          Timeouts.USUAL.call(),
          Timeouts.USUAL.backOff(),
          Timeouts.USUAL.tries(),
          Duration.ofMillis(100));

  static final Patience QUICK =
      new Patience(
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          new Settling.Times(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(2)),
          PushSafeRepair.Times.USUAL,
          List.of());

  /// As quick, but pushes settle as they do at work.
  static final Patience USUAL_SETTLING =
      new Patience(
          QUICK.first(),
          QUICK.longest(),
          QUICK.silent(),
          QUICK.missing(),
          Settling.Times.USUAL,
          QUICK.repairing(),
          List.of());

  /// As quick, and so are repairs that nobody asked for.
  static Patience repairing(Duration quiet, Duration turn) {
    return new Patience(
        QUICK.first(),
        QUICK.longest(),
        QUICK.silent(),
        QUICK.missing(),
        QUICK.settling(),
        new PushSafeRepair.Times(quiet, turn),
        QUICK.writes());
  }

  /// As quick, but no more is written than so much in a time.
  static Patience writing(int most, Duration time) {
    return new Patience(
        QUICK.first(),
        QUICK.longest(),
        QUICK.silent(),
        QUICK.missing(),
        QUICK.settling(),
        QUICK.repairing(),
        List.of(new Pace.Limit(most, time)));
  }

  final StandIn github;
  final HostedRepository shop;
  private Path data;
  private Patience patience = QUICK;
  private Clock clock;
  private Optional<Server> server = Optional.empty();
  private Optional<ServerProcess> process = Optional.empty();
  private boolean tidy = true;

  /// @param data a folder for the database
  World(Path data) {
    this(data, Clock.systemUTC());
  }

  World(Path data, Clock clock) {
    this.data = data;
    this.clock = clock;
    this.github = StandIn.start(RegisteredApp.retort());
    this.shop = github.repository("acme/shop");
    shop.permit("ada", Role.WRITE).permit("rita", Role.READ);
    Map<String, String> files = new LinkedHashMap<>();
    files.put("alembic.ini", "[alembic]\nscript_location = alembic\n");
    files.put("alembic/env.py", "target_metadata = object()\n");
    files.put("README.md", "A shop.\n");
    files.putAll(revision("aaaa00000001", ""));
    files.putAll(revision("bbbb00000002", "aaaa00000001"));
    files.putAll(revision("cccc00000003", "bbbb00000002"));
    shop.commit("main", "Start", files);
    startServer();
  }

  void startServer() {
    Server started = Server.start(ServerSettings.from(settings()), HASTY, patience, clock);
    server = Optional.of(started);
    github.deliverTo("http://127.0.0.1:" + started.port() + "/webhook");
  }

  /// The same server with another database.
  void restartWith(Path folder) {
    stopServer();
    data = folder;
    startServer();
  }

  void restart(Patience other) {
    stopServer();
    patience = other;
    startServer();
  }

  /// The same server on a machine whose clock says something else.
  void restartAt(Clock other) {
    stopServer();
    clock = other;
    startServer();
  }

  /// Empties what a server keeps of file contents.
  void forgetKept() {
    new BlobFolder(data.resolve("blobs"), 1).forget(shop.id());
  }

  /// The same server in a process of its own.
  ///
  /// @param log a file for its log
  /// @param java options for Java
  ServerProcess restartAsProcess(Path log, String... java) {
    stopServer();
    ServerProcess started =
        ServerProcess.startAs(QuickServer.class.getName(), settings(), log, java).awaitReady();
    process = Optional.of(started);
    github.deliverTo(started.webhook());
    return started;
  }

  private long jobs() {
    return server.map(Server::jobs).or(() -> process.map(World::jobs)).orElse(0L);
  }

  private static long jobs(ServerProcess process) {
    String port = process.log().replaceAll("(?s).*" + QuickServer.COUNTED + "(\\d+).*", "$1");
    try {
      return Long.parseLong(
          new String(
              URI.create("http://127.0.0.1:" + port).toURL().openStream().readAllBytes(),
              StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it listens.
  int port() {
    return server.orElseThrow().port();
  }

  void stopServer() {
    server.ifPresent(Server::close);
    server = Optional.empty();
    process.ifPresent(ServerProcess::close);
    process = Optional.empty();
  }

  Map<String, String> settings() {
    return Map.of(
        "RETORT_APP_ID", String.valueOf(github.app().id()),
        "RETORT_PRIVATE_KEY", github.app().privateKeyPem(),
        "RETORT_WEBHOOK_SECRET", github.app().webhookSecret(),
        "RETORT_GITHUB_URL", github.url(),
        "RETORT_DATA_DIR", data.toString(),
        "RETORT_DOCS_URL", "https://docs.example.com/retort",
        "RETORT_HOST", "127.0.0.1",
        "RETORT_PORT", "0");
  }

  /// A revision file; its `down_revision` stands on line 11, its `Revises:` on line 4.
  static Map<String, String> revision(String id, String parent) {
    return Map.of(path(id), text(id, parent));
  }

  static String path(String id) {
    return VERSIONS + id + "_step.py";
  }

  static String text(String id, String parent) {
    return """
    \"""step %s

    Revision ID: %s
    Revises: %s
    Create Date: 2026-05-04 10:12:30.000000

    \"""
    from alembic import op

    revision = '%s'
    down_revision = %s
    branch_labels = None
    depends_on = None


    def upgrade():
        op.execute('select 1')


    def downgrade():
        pass
    """
        .formatted(id, id, parent, id, parent.isEmpty() ? "None" : "'" + parent + "'");
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /// A pull request with one revision on top of `c`.
  HostedPullRequest open(String branch, String id) {
    shop.branch(branch, "main");
    shop.commit(branch, "Add " + id, revision(id, "cccc00000003"), "ada");
    return shop.openPullRequest("Add " + id, branch, "main", "ada");
  }

  /// A pull request that is red because another one with a revision on the same head was merged.
  HostedPullRequest openBroken() {
    HostedPullRequest first = open("first", "d1d100000004");
    HostedPullRequest second = open("second", "d2d200000005");
    awaitConclusion(second, "success");
    first.merge("ada");
    awaitConclusion(second, "failure");
    settle();
    return second;
  }

  /// A world in which `main` has gone on from `c` to `d1d100000004` while the branch `old` stands
  /// where it was, so that every revision on top of `old` is a second head.
  static World movedOn(Path data) {
    World world = new World(data);
    world.shop.branch("old", "main");
    world.shop.commit("main", "Add d1", revision("d1d100000004", "cccc00000003"), "grace");
    return world;
  }

  /// A pull request in a world that has moved on, red from the beginning.
  HostedPullRequest openSecondHead(String branch, String id) {
    shop.branch(branch, "old");
    shop.commit(branch, "Add " + id, revision(id, "cccc00000003"), "ada");
    return judgedRed(shop.openPullRequest("Add " + id, branch, "main", "ada"));
  }

  /// The same from a fork.
  HostedPullRequest openSecondHead(HostedRepository fork, String branch, String path, byte[] file) {
    fork.branch(branch, "old");
    fork.commitFiles(branch, "Add a step", Map.of(path, Optional.of(file)), fork.owner().login());
    return judgedRed(
        shop.openPullRequest("Add a step", fork, branch, "main", fork.owner().login()));
  }

  private HostedPullRequest judgedRed(HostedPullRequest pull) {
    awaitConclusion(pull, "failure");
    settle();
    return pull;
  }

  PostedCheckRun awaitConclusion(HostedPullRequest pull, String conclusion) {
    Awaitility.await()
        .alias("a check that says " + conclusion)
        .atMost(PATIENCE)
        .until(
            () -> latest(pull).flatMap(PostedCheckRun::conclusion).equals(Optional.of(conclusion)));
    return latest(pull).orElseThrow();
  }

  /// Waits until every webhook was delivered and every job is done.
  void settle() {
    settle(PATIENCE, Awaitility.await());
  }

  /// The same on a machine with much to do, where a thread of the queue may say that it waited too
  /// long for its turn; it comes again.
  void settle(Duration patience) {
    settle(patience, Awaitility.await().dontCatchUncaughtExceptions());
  }

  private void settle(Duration patience, ConditionFactory waiting) {
    waiting
        .alias("quiet")
        .atMost(patience)
        .pollInterval(Duration.ofMillis(20))
        .during(Duration.ofMillis(100))
        .until(() -> github.webhooks().isIdle() && jobs() == 0);
  }

  static Optional<PostedCheckRun> latest(HostedPullRequest pull) {
    List<PostedCheckRun> runs = pull.checkRuns();
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.getLast());
  }

  List<PostedComment> ours(HostedPullRequest pull) {
    return pull.comments().stream().filter(comment -> comment.app().isPresent()).toList();
  }

  List<PostedComment> replies(HostedPullRequest pull) {
    return ours(pull).stream().filter(comment -> comment.body().contains("retort:reply")).toList();
  }

  List<PostedComment> sticky(HostedPullRequest pull) {
    return ours(pull).stream().filter(comment -> comment.body().contains("retort:sticky")).toList();
  }

  /// The next comment of ours that answers a person.
  PostedComment awaitReply(HostedPullRequest pull, int number) {
    Awaitility.await().atMost(PATIENCE).until(() -> replies(pull).size() >= number);
    return replies(pull).get(number - 1);
  }

  /// For a test that leaves something unfinished on purpose.
  void leaveUntidy() {
    tidy = false;
  }

  @Override
  public void close() {
    try (github) {
      assertGentle();
      if (tidy) {
        settle();
        shop.pullRequests().stream().filter(HostedPullRequest::isOpen).forEach(this::assertTidy);
      }
    } finally {
      stopServer();
    }
  }

  /// No branch is ever moved by force, and the default branch not at all.
  private void assertGentle() {
    assertThat(github.requests().writes())
        .noneMatch(request -> request.body().path("force").asBoolean())
        .noneMatch(request -> request.path().endsWith("/git/refs/heads/" + shop.defaultBranch()));
  }

  private void assertTidy(HostedPullRequest pull) {
    assertThat(sticky(pull)).as("one comment at most on %s", pull).hasSizeLessThanOrEqualTo(1);
    assertThat(pull.checkRuns()).as("a check on %s", pull).isNotEmpty();
    assertThat(pull.checkRuns())
        .as("completed checks")
        .allMatch(run -> run.status().equals("completed"));
    assertThat(
            pull.reviewComments().stream()
                .filter(comment -> !comment.isResolved() && comment.minimized().isEmpty())
                .map(comment -> comment.body()))
        .as("no suggestion open twice on %s", pull)
        .doesNotHaveDuplicates();
  }
}
