package dev.retort.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.Server;
import dev.retort.Slow;
import dev.retort.job.Kind;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.QueuedGroup;
import dev.retort.web.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happened while nobody listened.
class MissedTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  @TempDir private Path data;
  @TempDir private Path saved;

  private static List<HostedPullRequest> openMany(World world, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> world.open("branch" + i, "%012d".formatted(i + 100)))
        .toList();
  }

  private static void awaitChecks(List<HostedPullRequest> pulls) {
    Awaitility.await()
        .atMost(TEN_MINUTES)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> pulls.stream().allMatch(pull -> World.latest(pull).isPresent()));
  }

  @Test
  @Row({"F1", "N4"})
  @DisplayName(
      "F1 N4 what could not be delivered while the server was down is fetched at its start")
  void down() {
    try (World world = new World(data)) {
      world.settle();
      world.stopServer();
      List<HostedPullRequest> pulls = openMany(world, 15);
      Awaitility.await().atMost(World.PATIENCE).until(() -> world.github.webhooks().isIdle());

      world.startServer();

      awaitChecks(pulls);
      assertThat(pulls).allSatisfy(pull -> assertThat(pull.checkRuns()).hasSize(1));
    }
  }

  @Slow
  @Row("G6")
  @DisplayName("G6 after an outage with 500 missed events every verdict is there in ten minutes")
  void down_for_long() {
    try (World world = new World(data)) {
      world.settle();
      world.stopServer();
      List<HostedPullRequest> pulls = openMany(world, 500);
      Awaitility.await().atMost(TEN_MINUTES).until(() -> world.github.webhooks().isIdle());

      world.startServer();

      awaitChecks(pulls);
      world.settle(TEN_MINUTES);
    }
  }

  @Test
  @Row("F2")
  @DisplayName(
      "F2 a head, a push to the base, another base and a group of the merge queue that GitHub never"
          + " told of are found by the sweep")
  void dropped() {
    try (World world = new World(data)) {
      world.shop.branch("ahead", "main").branch("behind", "main").branch("stepped", "main");
      world.shop.commit("ahead", "Go on", World.revision("a9a900000009", "cccc00000003"));
      world.shop.commit("stepped", "Add", World.revision("e3e300000006", "cccc00000003"), "ada");
      HostedPullRequest told = world.open("told", "d1d100000004");
      HostedPullRequest overtaken = world.shop.openPullRequest("Add", "stepped", "behind", "ada");
      HostedPullRequest elsewhere = world.open("elsewhere", "d2d200000005");
      List.of(told, overtaken, elsewhere).forEach(pull -> world.awaitConclusion(pull, "success"));
      world.settle();
      world.stopServer();
      world.github.webhooks().drop(_ -> true);
      world.shop.push("behind", world.shop.tip("ahead").orElseThrow());
      elsewhere.retarget("ahead");
      QueuedGroup queued = world.shop.queue(world.shop.tip("main").orElseThrow(), told);
      List<HostedPullRequest> pulls = openMany(world, 5);
      world.github.webhooks().dropNothing();

      world.startServer();

      awaitChecks(pulls);
      List.of(overtaken, elsewhere).forEach(pull -> world.awaitConclusion(pull, "failure"));
      world.settle();
      assertThat(world.shop.checkRuns(queued.head()))
          .singleElement()
          .satisfies(check -> assertThat(check.conclusion()).contains("success"));
      assertThat(world.sticky(overtaken).getFirst().body()).contains("`behind` moved to");
      assertThat(told.checkRuns()).as("reviewed before, left alone").hasSize(1);
    }
  }

  @Test
  @Row("F2")
  @DisplayName("F2 a default branch that broke without anybody hearing of it is mended")
  void broken_unheard() {
    try (World world = new World(data)) {
      world.shop.commit("main", "One", World.revision("e3e300000006", "cccc00000003"));
      world.settle();
      world.stopServer();
      world.github.webhooks().drop(_ -> true);
      world.shop.commit("main", "Two", World.revision("f4f400000007", "cccc00000003"));
      world.github.webhooks().dropNothing();

      world.startServer();

      Awaitility.await().atMost(World.PATIENCE).until(() -> !world.shop.pullRequests().isEmpty());
      world.settle();
      assertThat(world.shop.pullRequests())
          .singleElement()
          .satisfies(pull -> assertThat(pull.title()).isEqualTo("Join the two heads of main"));
    }
  }

  @Test
  @Row("F2")
  @DisplayName(
      "F2 the sweep takes the oldest head first and a fifth of an installation's calls at most, and"
          + " delays nobody who pushes")
  void in_turn() throws SQLException {
    try (World world = new World(data)) {
      world.settle();
      world.stopServer();
      world.github.webhooks().drop(_ -> true);
      List<HostedPullRequest> pulls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String branch = "docs-" + i;
        world.shop.branch(branch, "main");
        world.shop.commit(branch, "Docs", Map.of(branch + ".txt", "Text.\n"), "ada");
        pulls.add(world.shop.openPullRequest("Docs", branch, "main", "ada"));
      }
      world.github.webhooks().dropNothing();
      // An hour's share is 1,000 calls; a list is one, and a review counts as eight.
      String account = "sweep installation-" + world.github.installation();
      spend(account, 1_000 - 1 - 5 * 8 - 7);
      world.github.requests().clear();
      Map<String, String> settings = new HashMap<>(world.settings());
      settings.put("RETORT_WORKERS", "1");
      try (Server server = Server.start(ServerSettings.from(settings), World.HASTY, World.QUICK)) {
        world.github.deliverTo("http://127.0.0.1:" + server.port() + "/webhook");
        Awaitility.await()
            .atMost(World.PATIENCE)
            .during(Duration.ofMillis(500))
            .until(() -> judged(pulls) == 5);

        assertThat(pulls.subList(0, 5))
            .as("the oldest")
            .allMatch(pull -> World.latest(pull).isPresent());
        assertThat(
                world.github.requests().of("checks/create").stream()
                    .map(request -> request.body().path("head_sha").asText()))
            .as("in their order")
            .containsExactlyElementsOf(
                pulls.subList(0, 5).stream().map(HostedPullRequest::headSha).toList());
        assertThat(
                world.github.requests().all().stream()
                    .filter(call -> call.path().startsWith("/repositories/"))
                    .filter(call -> call.status() != 304))
            .as("calls that count, of those that were set aside")
            .hasSizeLessThanOrEqualTo(1 + 5 * 8);
        assertThat(server.jobs()).as("the sweep goes on when its hour is over").isEqualTo(1);

        pulls.getLast().push("Go on", Map.of("notes.txt", "Notes.\n"));
        world.awaitConclusion(pulls.getLast(), "success");
      }
      world.leaveUntidy();
    }
  }

  private static long judged(List<HostedPullRequest> pulls) {
    return pulls.stream().filter(pull -> World.latest(pull).isPresent()).count();
  }

  private void spend(String account, int used) throws SQLException {
    try (Connection connection = DriverManager.getConnection(Kind.SQLITE.url(data));
        PreparedStatement statement =
            connection.prepareStatement("insert or replace into allowance values (?, ?, ?, 0)")) {
      statement.setString(1, account);
      statement.setInt(2, used);
      statement.setLong(3, System.currentTimeMillis());
      statement.execute();
    }
  }

  @Test
  @Row({"F38", "N22"})
  @DisplayName(
      "F38 N22 with an emptied database the sweep judges again, and doubles neither a comment nor"
          + " a check, although GitHub does not say by which App a comment was made")
  void emptied() throws IOException {
    try (World world = new World(data)) {
      HostedPullRequest pull = world.openBroken();
      HostedPullRequest fine = world.open("fine", "e3e300000006");
      world.awaitConclusion(fine, "failure");
      fine.push("Continue", World.revision("e3e300000006", "d1d100000004"));
      world.awaitConclusion(fine, "success");
      world.settle();
      QueuedGroup group = world.shop.queue(world.shop.tip("main").orElseThrow(), fine);
      Awaitility.await()
          .atMost(World.PATIENCE)
          .until(() -> !world.shop.checkRuns(group.head()).isEmpty());
      world.settle();
      world.stopServer();
      // Nobody heard of this, so no check of ours stands there.
      HostedPullRequest unheard = world.open("unheard", "f4f400000007");
      Awaitility.await().atMost(World.PATIENCE).until(() -> world.github.webhooks().isIdle());
      empty(data);
      world.github.nameNoApps();
      world.github.requests().clear();

      world.startServer();

      Awaitility.await()
          .atMost(World.PATIENCE)
          .until(() ->
              world.github.requests().count("checks/update") >= 2
                  && World.latest(unheard).isPresent());
      world.settle();
      assertThat(World.latest(pull).orElseThrow().conclusion()).contains("failure");
      assertThat(World.latest(fine).orElseThrow().conclusion()).contains("success");
      world.github.webhooks().redeliver("merge_group", "checks_requested");
      world.settle();
      assertThat(world.shop.checkRuns(group.head())).hasSize(1);
      assertThat(List.of(pull, fine, unheard))
          .allSatisfy(each -> assertThat(each.checkRuns()).hasSize(1));
      assertThat(world.sticky(pull)).hasSize(1);
    }
  }

  @Test
  @Row("F38")
  @DisplayName("F38 with the database of an earlier time no head gets a second check")
  void restored() throws IOException {
    try (World world = new World(data)) {
      HostedPullRequest pull = world.open("first", "d1d100000004");
      world.awaitConclusion(pull, "success");
      world.settle();
      world.stopServer();
      copy(data, saved);
      world.startServer();
      pull.push("Go on", World.revision("d2d200000005", "d1d100000004"));
      world.awaitConclusion(pull, "success");
      HostedPullRequest later = openOnTheSecond(world);
      world.settle();
      world.stopServer();
      empty(data);
      copy(saved, data);
      world.github.requests().clear();

      world.startServer();

      Awaitility.await()
          .atMost(World.PATIENCE)
          .until(() -> world.github.requests().count("checks/update") >= 2);
      world.settle();
      assertThat(pull.checkRuns()).hasSize(1);
      assertThat(later.checkRuns()).hasSize(1);
      assertThat(World.latest(later).orElseThrow().conclusion()).contains("failure");
    }
  }

  /// Red by itself: it starts where `b` has gone on already.
  private static HostedPullRequest openOnTheSecond(World world) {
    world.shop.branch("later", "main");
    world.shop.commit("later", "Fork", World.revision("e3e300000006", "bbbb00000002"), "ada");
    HostedPullRequest pull = world.shop.openPullRequest("Fork", "later", "main", "ada");
    world.awaitConclusion(pull, "failure");
    return pull;
  }

  private static void empty(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder)) {
          Files.delete(file);
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        if (!file.equals(from)) {
          Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
      }
    }
  }
}
