package dev.retort.conversation;

import static dev.retort.conversation.World.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.Server;
import dev.retort.bot.Patience;
import dev.retort.bot.PushSafeRepair;
import dev.retort.job.Database;
import dev.retort.job.Kind;
import dev.retort.job.Pace;
import dev.retort.job.StoredJobs;
import dev.retort.standin.HostedPullRequest;
import dev.retort.web.ServerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The App is uninstalled, where much was written down before.
class UninstalledTest {
  /// Events that come late are waited for until somebody has the rest erased.
  private static final Patience PATIENCE =
      new Patience(
          World.QUICK.first(),
          Duration.ofMinutes(10),
          World.QUICK.silent(),
          World.QUICK.missing(),
          World.QUICK.settling(),
          new PushSafeRepair.Times(Duration.ZERO, Duration.ofMinutes(5)),
          List.of(new Pace.Limit(1_000, Duration.ofMinutes(1))));

  private static final List<String> TABLES =
      List.of("intent", "ledger", "allowance", "delivery", "job", "failed_job", "scheduled_tasks");

  @TempDir private Path folder;

  /// What is written of another repository and another installation, whose numbers begin alike.
  private static final List<String> OF_OTHERS =
      List.of(
          "insert into intent values ('check %1$d0 4f0c', '{}', %3$d)",
          "insert into intent values ('sticky %1$d0#1', '{}', %3$d)",
          "insert into intent values ('quiet installation-%2$d0', '2026-05-04T10:00:00Z', %3$d)",
          "insert into ledger values ('accepted %1$d0#1', 'x', '{}', %3$d, 0)",
          "insert into allowance values ('sweep installation-%2$d0', 1, %3$d, 0)",
          "insert into failed_job values ('review', '%1$d0#1', '%1$d0#1', '%2$d0', '{}', 1, %3$d,"
              + " %3$d, '')");

  @ParameterizedTest
  @EnumSource(Kind.class)
  @Row({"N12", "F42"})
  @DisplayName(
      "N12 F42 where the App is uninstalled nothing is asked, and in the end no row is left of it")
  void nothing_is_left(Kind kind) throws SQLException {
    try (World world = World.movedOn(folder.resolve("data"))) {
      world.settle();
      world.stopServer();
      Map<String, String> settings = new HashMap<>(world.settings());
      settings.put("RETORT_DATABASE_URL", kind.url(folder));
      settings.put("RETORT_DATA_DIR", folder.toString());
      try (Server server = Server.start(ServerSettings.from(settings), World.HASTY, PATIENCE);
          Connection connection = DriverManager.getConnection(kind.url(folder))) {
        world.github.deliverTo("http://127.0.0.1:" + server.port() + "/webhook");
        HostedPullRequest pull = busy(world, server);
        for (String each : OF_OTHERS) {
          execute(connection, each.formatted(world.shop.id(), world.github.installation(), now()));
        }
        assertThat(names(connection))
            .as("what is written down")
            .contains("check", "sticky", "suggestions", "reviewed", "shown", "superseded", "cause")
            .contains(
                "repair", "repaired", "turn", "reply", "admitted", "group", "safe", "commands")
            .contains("pulls", "met", "reports", "tips", "accepted", "landed", "pace", "sweep");
        Path blobs = folder.resolve("blobs").resolve(String.valueOf(world.shop.id()));
        assertThat(blobs).isNotEmptyDirectory();

        world.github.tellInstallation("deleted");
        Awaitility.await()
            .atMost(World.PATIENCE)
            .until(() -> waiting(kind).equals(List.of("events of it may still come")));
        assertThat(Files.exists(blobs)).isFalse();
        world.github.requests().clear();
        pull.push("More", revision("e3e300000007", "d2d200000005"));
        Awaitility.await()
            .atMost(World.PATIENCE)
            .during(Duration.ofMillis(200))
            .until(() -> world.github.webhooks().isIdle() && server.jobs() == 1);
        assertThat(world.github.requests().all()).isEmpty();
        List<String> left = rowsOf(world, connection);
        assertThat(left).as("that it is gone, and that this is forgotten").hasSize(3);

        hurry(kind);
        Awaitility.await().atMost(World.PATIENCE).until(() -> server.jobs() == 0);

        Awaitility.await()
            .atMost(World.PATIENCE)
            .untilAsserted(() -> assertThat(rowsOf(world, connection)).isEmpty());
        assertThat(names(connection)).contains("check", "sticky", "quiet", "accepted", "sweep");
      }
      world.leaveUntidy();
    }
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  /// A pull request in a repository in which everything happened that is written down.
  private static HostedPullRequest busy(World world, Server server) {
    HostedPullRequest accepted = world.openSecondHead("second", "d2d200000005");
    accepted.comment("ada", "/retort accept RT101 because the rest follows tomorrow");
    world.awaitConclusion(accepted, "success");
    HostedPullRequest fixed = world.openSecondHead("third", "d3d300000006");
    fixed.comment("ada", "/retort fix");
    world.awaitConclusion(fixed, "success");
    world.shop.commit(
        "main", "Settings", Map.of(".github/retort.yml", "repair: {push: safe}\n"), "grace");
    settle(world, server);
    world.shop.branch("fourth", "main");
    world.shop.commit("fourth", "Add", revision("d4d400000007", "d1d100000004"), "ada");
    HostedPullRequest unasked = world.shop.openPullRequest("Add", "fourth", "main", "ada");
    world.awaitConclusion(unasked, "success");
    settle(world, server);
    String head = unasked.headSha();
    world.shop.commit("main", "Hurry", revision("d5d500000008", "d1d100000004"), "grace");
    Awaitility.await().atMost(World.PATIENCE).until(() -> !unasked.headSha().equals(head));
    world.awaitConclusion(unasked, "success");
    settle(world, server);
    world.shop.merge(unasked);
    world.shop.unqueue(world.shop.queue(world.shop.tip("main").orElseThrow(), accepted));
    settle(world, server);
    return accepted;
  }

  private static void settle(World world, Server server) {
    Awaitility.await()
        .atMost(World.PATIENCE)
        .during(Duration.ofMillis(100))
        .until(() -> world.github.webhooks().isIdle() && server.jobs() == 0);
  }

  /// As `retort jobs retry` does, so that nobody has to wait for ten minutes.
  private void hurry(Kind kind) {
    try (Database database = Database.beside(kind.url(folder))) {
      StoredJobs jobs = new StoredJobs(database);
      StoredJobs.StoredJob ending =
          jobs.list(10).stream()
              .filter(job -> job.state().equals("waiting"))
              .findFirst()
              .orElseThrow();
      assertThat(jobs.retry(ending.kind(), ending.key())).isTrue();
    }
  }

  /// Why the jobs there are wait.
  private List<String> waiting(Kind kind) {
    try (Database database = Database.beside(kind.url(folder))) {
      return new StoredJobs(database)
          .list(10).stream()
              .filter(job -> job.state().equals("waiting"))
              .map(StoredJobs.StoredJob::reason)
              .toList();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// The first words of the names of intents, pages and accounts.
  private static List<String> names(Connection connection) throws SQLException {
    return rows(
            connection,
            "select intent_key from intent union select page from ledger"
                + " union select account from allowance")
        .stream()
        .map(name -> name.split(" ", 2)[0])
        .distinct()
        .toList();
  }

  /// Every row in which the repository, something in it, or its installation is named.
  private static List<String> rowsOf(World world, Connection connection) throws SQLException {
    Pattern ours =
        Pattern.compile(
            "\\b(%d|%d)\\b|acme/shop|[abcd]{4}0000|d[1-5]d[1-5]0000|grace"
                .formatted(world.shop.id(), world.github.installation()));
    List<String> found = new ArrayList<>();
    for (String table : TABLES) {
      rows(connection, "select * from " + table).stream()
          .filter(row -> ours.matcher(row).find())
          .map(row -> table + ": " + row)
          .forEach(found::add);
    }
    return found;
  }

  private static List<String> rows(Connection connection, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        var found = statement.executeQuery(query)) {
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(found.getString(i)));
        }
        rows.add(String.join(" | ", row));
      }
    }
    return rows;
  }
}
