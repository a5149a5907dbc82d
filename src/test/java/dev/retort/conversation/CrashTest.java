package dev.retort.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.ServerProcess;
import dev.retort.Slow;
import dev.retort.standin.HostedPullRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `kill -9` of the real process between two calls to GitHub, and a restart.
class CrashTest {
  @TempDir private Path data;
  private World world;
  private Optional<ServerProcess> process = Optional.empty();

  @BeforeEach
  void open() {
    world = new World(data);
  }

  @AfterEach
  void close() {
    process.ifPresent(ServerProcess::kill);
    world.close();
  }

  @Row("F31")
  @DisplayName("F31 a death between the commit and the reply makes no second commit")
  @Test
  void death_around_the_commit() throws IOException {
    dieAroundTheCommit("git/update-ref");
  }

  @Row("F31")
  @DisplayName(
      "F31 a death between the commit and the reply makes no second commit, nor does one just after the reply")
  @Slow
  void death_around_the_reply() throws IOException {
    dieAroundTheCommit("issues/create-comment");
  }

  private void dieAroundTheCommit(String operation) throws IOException {
    HostedPullRequest pull = world.openBroken();
    String judged = pull.headSha();
    moveIntoAProcess();
    world.github.faults().on(operation).then(this::kill);

    pull.comment("ada", "/retort fix");
    awaitDeath();
    start();

    world.awaitConclusion(pull, "success");
    assertThat(world.awaitReply(pull, 1).body()).contains("Done in " + pull.headSha());
    backIntoTheTest();
    assertThat(world.shop.messagesSince(judged, "second")).hasSize(1);
    assertThat(world.replies(pull)).hasSize(1);
  }

  @Row("F31")
  @DisplayName("F31 whichever way the repair was asked for")
  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"/retort merge", "button"})
  void death_after_the_commit_by_other_ways(String way) throws IOException {
    HostedPullRequest pull = world.openBroken();
    String judged = pull.headSha();
    moveIntoAProcess();
    world.github.faults().on("git/update-ref").then(this::kill);

    if (way.equals("button")) {
      world.github.pressButton(World.latest(pull).orElseThrow(), "fix", "ada");
    } else {
      pull.comment("ada", way);
    }
    awaitDeath();
    start();

    world.awaitConclusion(pull, "success");
    assertThat(world.awaitReply(pull, 1).body()).contains("Done in " + pull.headSha());
    backIntoTheTest();
    assertThat(world.shop.messagesSince(judged, "second")).hasSize(1);
    assertThat(world.replies(pull)).hasSize(1);
  }

  @Row("F31")
  @DisplayName("F31 a death after a finding was accepted leaves it accepted, with one reply")
  @Test
  void death_after_an_acceptance() throws IOException {
    HostedPullRequest pull = world.openBroken();
    moveIntoAProcess();
    world.github.faults().on("issues/create-comment").then(this::kill);

    pull.comment("ada", "/retort accept RT101 because two heads are meant");
    awaitDeath();
    start();

    world.awaitConclusion(pull, "success");
    backIntoTheTest();
    world.settle();
    assertThat(world.replies(pull)).hasSize(1);
  }

  @Row("F31")
  @DisplayName(
      "F31 a death while main is repaired makes no second commit and no second pull request")
  @Slow
  void death_while_main_is_repaired() throws IOException {
    dieWhileMainIsRepaired("pulls/create");
  }

  @Row("F31")
  @DisplayName(
      "F31 a death while main is repaired makes no second commit and no second pull request, as early as its branch is made")
  @Slow
  void death_while_the_branch_of_a_repair_is_made() throws IOException {
    dieWhileMainIsRepaired("git/create-ref");
  }

  private void dieWhileMainIsRepaired(String operation) throws IOException {
    world.shop.commit("main", "One", World.revision("d1d100000004", "cccc00000003"));
    moveIntoAProcess();
    world.github.faults().on(operation).then(this::kill);

    world.shop.commit("main", "Two", World.revision("d2d200000005", "cccc00000003"));
    awaitDeath();
    start();

    Awaitility.await().atMost(World.PATIENCE).until(() -> world.shop.pullRequests().size() == 1);
    HostedPullRequest repair = world.shop.pullRequest(1);
    world.awaitConclusion(repair, "success");
    backIntoTheTest();
    world.settle();
    assertThat(world.shop.pullRequests()).hasSize(1);
    assertThat(world.shop.messagesSince(world.shop.tip("main").orElseThrow(), repair.headBranch()))
        .hasSize(1);
  }

  @Row("F31")
  @DisplayName("F31 a death between making the commit and moving the branch makes no second commit")
  @Slow
  void death_before_the_branch_moves() throws IOException {
    HostedPullRequest pull = world.openBroken();
    String judged = pull.headSha();
    moveIntoAProcess();
    world.github.faults().on("git/update-ref").before(this::kill);

    pull.comment("ada", "/retort fix");
    awaitDeath();
    start();

    world.awaitConclusion(pull, "success");
    assertThat(world.awaitReply(pull, 1).body()).contains("Done in " + pull.headSha());
    backIntoTheTest();
    assertThat(world.shop.messagesSince(judged, "second")).hasSize(1);
  }

  @Row("F3")
  @DisplayName("F3 a death in the middle of publishing leaves one of each, all complete")
  @Test
  void death_while_publishing() throws IOException {
    dieWhilePublishing("issues/create-comment");
  }

  @Row("F3")
  @DisplayName(
      "F3 a death in the middle of publishing leaves one of each, all complete, at other calls")
  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"checks/create", "pulls/create-review"})
  void death_while_publishing_at_other_calls(String operation) throws IOException {
    dieWhilePublishing(operation);
  }

  private void dieWhilePublishing(String operation) throws IOException {
    HostedPullRequest first = world.open("first", "d1d100000004");
    HostedPullRequest second = world.open("second", "d2d200000005");
    world.awaitConclusion(first, "success");
    world.awaitConclusion(second, "success");
    moveIntoAProcess();
    if (operation.equals("checks/create")) {
      first.merge("ada");
      world.awaitConclusion(second, "failure");
      Awaitility.await().atMost(World.PATIENCE).until(() -> !world.sticky(second).isEmpty());
      world.github.faults().on(operation).then(this::kill);
      second.push("More", World.revision("e3e300000007", "d2d200000005"));
    } else {
      world.github.faults().on(operation).then(this::kill);
      first.merge("ada");
    }
    awaitDeath();
    start();

    world.awaitConclusion(second, "failure");
    backIntoTheTest();
    world.settle();

    assertThat(second.checkRuns()).hasSize(1);
    assertThat(world.sticky(second)).hasSize(1);
    assertThat(second.reviewComments()).hasSize(2);
  }

  private void moveIntoAProcess() throws IOException {
    world.settle();
    world.stopServer();
    start();
  }

  private void backIntoTheTest() {
    kill();
    awaitDeath();
    world.startServer();
  }

  private void start() throws IOException {
    // It lives for seconds: an optimising compiler would only take its time.
    ServerProcess started =
        ServerProcess.start(
            world.settings(), Files.createTempFile(data, "log", ""), "-XX:TieredStopAtLevel=1");
    process = Optional.of(started);
    world.github.deliverTo(started.webhook());
    started.awaitReady();
  }

  private void kill() {
    process.ifPresent(ServerProcess::kill);
  }

  private void awaitDeath() {
    Awaitility.await()
        .atMost(World.PATIENCE)
        .until(() -> process.map(running -> !running.isAlive()).orElse(true));
  }
}
