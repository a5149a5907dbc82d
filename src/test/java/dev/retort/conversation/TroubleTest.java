package dev.retort.conversation;

import static dev.retort.conversation.World.revision;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.retort.Row;
import dev.retort.job.Kind;
import dev.retort.standin.Faults;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.PostedCheckRun;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// GitHub in trouble: it is borne with, it is seen, and it stays with whom it concerns.
class TroubleTest {
  private static final int ALWAYS = 1_000_000;

  /// What one repository may have of the workers.
  private static final int WORKERS = 4;

  /// Jobs about pull requests that are none.
  private static final String MADE_UP =
      "kind = 'review' and cast(substr(job_key, instr(job_key, '#') + 1) as int) > 1000";

  private World world;
  private Path data;

  @BeforeEach
  void open(@TempDir Path folder) {
    data = folder;
    world = World.movedOn(data);
  }

  @AfterEach
  void close() {
    world.github.faults().clear();
    world.close();
  }

  @Row({"N3", "F26"})
  @DisplayName("N3 F26 a locked conversation costs the comment alone: the check stands")
  @Test
  void a_locked_conversation() {
    world
        .github
        .faults()
        .on("issues/create-comment")
        .times(ALWAYS)
        .answer(403, "Unable to create comment because issue is locked.");

    HostedPullRequest pull = world.openSecondHead("second", "d2d200000005");

    PostedCheckRun check = World.latest(pull).orElseThrow();
    assertThat(check.conclusion()).contains("failure");
    assertThat(check.title().orElseThrow()).doesNotContain("could not judge");
    assertThat(pull.reviewComments()).isNotEmpty();
    assertThat(world.github.requests().count("issues/create-comment")).isEqualTo(1);
    assertThat(world.github.requests().count("checks/update")).isZero();
  }

  @Row("N3")
  @DisplayName("N3 a review that is refused costs neither the check nor the comment")
  @Test
  void a_refused_review() {
    world
        .github
        .faults()
        .on("pulls/create-review")
        .times(ALWAYS)
        .answer(403, "Resource not accessible by integration");

    HostedPullRequest pull = world.openSecondHead("second", "d2d200000005");

    assertThat(World.latest(pull).orElseThrow().conclusion()).contains("failure");
    assertThat(world.sticky(pull)).hasSize(1);
  }

  @Row({"N7", "F12"})
  @DisplayName(
      "N7 F12 24 stalling pull requests of one repository do not delay another's check by 3 s")
  @Test
  void a_repository_that_stalls() {
    HostedRepository other = world.github.repository("acme/other");
    other.commit("main", "Start", Map.of("README.md", "Other.\n"));
    other.branch("docs", "main");
    other.commit("docs", "Docs", Map.of("README.md", "More.\n"));
    world.settle();
    world.github.requests().clear();
    world
        .github
        .faults()
        .on("pulls/get")
        .in(world.shop)
        .times(ALWAYS)
        .stall(Duration.ofSeconds(15));
    List<HostedPullRequest> stalling = new ArrayList<>();
    for (int i = 10; i < 34; i++) {
      world.shop.branch("docs-" + i, "main");
      world.shop.commit("docs-" + i, "Docs", Map.of("README.md", "Number " + i + "\n"));
      stalling.add(world.shop.openPullRequest("Docs", "docs-" + i, "main", "ada"));
    }
    world.github.webhooks().awaitIdle(World.PATIENCE);
    Awaitility.await()
        .atMost(World.PATIENCE)
        .until(() -> world.github.requests().count("pulls/get") == WORKERS);

    HostedPullRequest healthy = other.openPullRequest("Docs", "docs", "main", "ada");
    world.awaitConclusion(healthy, "success");

    // Of the stalling ones no more had begun than before, so none had ended: it waited for none.
    assertThat(
            world.github.requests().of("pulls/get").stream()
                .filter(request -> !request.path().contains(String.valueOf(other.id()))))
        .hasSize(WORKERS);
    assertThat(stalling).noneMatch(pull -> World.latest(pull).isPresent());
    world.github.faults().clear();
    stalling.forEach(pull -> world.awaitConclusion(pull, "success"));
  }

  @Row({"N8", "F10", "F13"})
  @DisplayName("N8 F10 F13 trouble that does not pass becomes visible, and heals")
  @ParameterizedTest
  @ValueSource(ints = {500, 200, 404, 422})
  void trouble_that_lasts(int status) {
    Faults.Plan plan = world.github.faults().on("repos/compare-commits").times(ALWAYS);
    if (status == 200) {
      plan.answer(200, Map.of(), TextNode.valueOf("<html>Sorry</html>"));
    } else {
      plan.answer(status, "Server Error");
    }
    world.shop.branch("second", "main");
    world.shop.commit("second", "Add", revision("d2d200000005", "d1d100000004"), "ada");
    HostedPullRequest pull = world.shop.openPullRequest("Add", "second", "main", "ada");

    assertThat(world.awaitConclusion(pull, "failure").title().orElseThrow())
        .contains("could not judge");
    world.github.faults().clear();
    if (status == 404 || status == 422) {
      pull.comment("ada", "/retort check");
    }

    assertThat(world.awaitConclusion(pull, "success").title().orElseThrow())
        .doesNotContain("could not judge");
  }

  @Row("N9")
  @DisplayName("N9 an outage costs at most one call a second, although 2,000 jobs wait")
  @Test
  void an_outage() throws InterruptedException, SQLException {
    world.settle();
    world.github.faults().on("*").times(ALWAYS).answer(503, "Service Unavailable");
    List<HostedPullRequest> pulls = new ArrayList<>();
    for (int i = 10; i < 20; i++) {
      world.shop.branch("docs-" + i, "main");
      world.shop.commit("docs-" + i, "Docs", Map.of("README.md", "Number " + i + "\n"));
      pulls.add(world.shop.openPullRequest("Docs", "docs-" + i, "main", "ada"));
    }
    world.github.webhooks().awaitIdle(World.PATIENCE);
    inDatabase(
        ("with recursive waiting (n) as (select 1 union all select n + 1 from waiting where n < 1990)"
                + " insert into job select 'review', '%1$d#' || (1000 + n), '%1$d#' || (1000 + n),"
                + " '{\"repository\":{\"installation\":%2$d,\"id\":%1$d,\"fullName\":\"acme/shop\"},"
                + "\"number\":' || (1000 + n) || '}', n, %3$d, %3$d, 0, 0, '%2$d', '' from waiting")
            .formatted(world.shop.id(), world.github.installation(), System.currentTimeMillis()),
        "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
            + " select 'lane', lane, accepted_at, 0, 1 from job where "
            + MADE_UP);
    TimeUnit.SECONDS.sleep(2);
    world.github.requests().clear();

    TimeUnit.SECONDS.sleep(5);

    assertThat(world.github.requests().all()).hasSizeLessThanOrEqualTo(5);
    assertThat(inDatabase("delete from job where " + MADE_UP))
        .as("all of them wait")
        .isEqualTo(1_990);
    world.github.faults().clear();
    pulls.forEach(pull -> awaitPatiently(pull));
  }

  /// @return how many rows the last one changed
  private int inDatabase(String... statements) throws SQLException {
    int changed = 0;
    try (Connection connection = DriverManager.getConnection(Kind.SQLITE.url(data));
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        changed = statement.executeUpdate(each);
      }
    }
    return changed;
  }

  private static void awaitPatiently(HostedPullRequest pull) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> World.latest(pull).isPresent());
  }

  @Row({"N12", "F25"})
  @DisplayName("N12 F25 where the App is suspended it goes quiet, and resumes")
  @Test
  void suspended() {
    world.settle();
    world.github.revokeTokens();
    world
        .github
        .faults()
        .on("apps/create-installation-access-token")
        .times(ALWAYS)
        .answer(403, "This installation has been suspended");
    world.github.requests().clear();
    HostedPullRequest pull = world.shop.openPullRequest("Old", "old", "main", "ada");
    world.settle();

    assertThat(world.github.requests().all()).hasSizeLessThanOrEqualTo(4);
    assertThat(World.latest(pull)).isEmpty();
    world.github.faults().clear();
    world.github.tellInstallation("unsuspend");
    world.settle();
    pull.push("Go on", Map.of("README.md", "Going on.\n"));
    world.awaitConclusion(pull, "success");
  }

  @Row({"N12", "F16"})
  @DisplayName("N12 F16 a permission that is missing is said once, by its name")
  @Test
  void a_missing_permission() {
    world.settle();
    world
        .github
        .faults()
        .on("repos/compare-commits")
        .times(ALWAYS)
        .answer(403, "Resource not accessible by integration");
    world.shop.branch("second", "main");
    world.shop.commit("second", "Add", revision("d2d200000005", "d1d100000004"), "ada");
    HostedPullRequest pull = world.shop.openPullRequest("Add", "second", "main", "ada");

    assertThat(world.awaitConclusion(pull, "failure").summary().orElseThrow())
        .contains("contents: read");
    world.settle();
    assertThat(world.github.requests().count("repos/compare-commits")).isEqualTo(1);
    assertThat(pull.checkRuns()).hasSize(1);

    pull.comment("ada", "/retort plan");
    assertThat(world.awaitReply(pull, 1).body()).contains("could not", "contents: read");
    world.github.faults().clear();
    world.github.faults().on("repos/compare-commits").times(ALWAYS).answer(422, "Not like that");
    pull.comment("ada", "/retort plan");
    assertThat(world.awaitReply(pull, 2).body()).contains("could not", "Not like that");
    world.settle();
    assertThat(world.replies(pull)).hasSize(2);
  }

  @Row({"N12", "F34"})
  @DisplayName("N12 F34 an archived repository costs one try")
  @Test
  void archived() {
    world.settle();
    world.shop.archive();
    world.github.requests().clear();

    HostedPullRequest pull = world.shop.openPullRequest("Old", "old", "main", "ada");
    world.settle();

    assertThat(world.github.requests().writes()).hasSizeLessThanOrEqualTo(1);
    assertThat(pull.checkRuns()).isEmpty();
    world.leaveUntidy();
  }

  @Row("F44")
  @DisplayName("F44 a base branch that is gone: the check says to choose another")
  @Test
  void the_base_is_gone() {
    world.shop.branch("release", "main");
    world.shop.branch("second", "main");
    world.shop.commit("second", "Add", revision("d2d200000005", "d1d100000004"), "ada");
    HostedPullRequest pull = world.shop.openPullRequest("Add", "second", "release", "ada");
    world.awaitConclusion(pull, "success");

    world.shop.deleteBranch("release");

    assertThat(world.awaitConclusion(pull, "failure").summary().orElseThrow())
        .contains("release")
        .contains("choose another base");
  }
}
