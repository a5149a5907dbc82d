package dev.retort.conversation;

import static dev.retort.conversation.World.path;
import static dev.retort.conversation.World.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.standin.Delivery;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.PostedCheckRun;
import dev.retort.standin.Webhooks;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes wrong between a bot and GitHub.
@InWorld
class FaultsTest {
  private World world;

  @Row("F4")
  @DisplayName("F4 the same delivery many times has one effect")
  @Test
  void duplicate_deliveries() {
    world.github.webhooks().repeat(20);
    HostedPullRequest pull = world.openBroken();

    pull.comment("ada", "/retort fix");
    world.awaitConclusion(pull, "success");
    world.settle();

    assertThat(pull.checkRuns()).hasSize(1);
    assertThat(world.replies(pull)).hasSize(1);
    assertThat(world.shop.messagesSince(world.shop.tip("main").orElseThrow(), "second")).hasSize(2);
  }

  @Row("F4")
  @DisplayName("F4 the redelivery of a job that failed runs")
  @Test
  void redelivery_of_failed_work() {
    world.github.webhooks().hold();
    HostedPullRequest pull = world.open("first", "d1d100000004");
    world.stopServer();
    world.github.webhooks().release();
    world.github.webhooks().awaitIdle(World.PATIENCE);
    world.startServer();

    for (Delivery delivery : world.github.webhooks().log("pull_request", "opened")) {
      world.github.webhooks().redeliver(delivery);
    }

    world.awaitConclusion(pull, "success");
  }

  @Row({"F2", "F4"})
  @DisplayName("F2 F4 an older push that comes again in a newer one's place hides nothing")
  @Test
  void an_older_push_in_the_place_of_a_newer_one() {
    HostedPullRequest first = world.open("first", "d1d100000004");
    HostedPullRequest second = world.open("second", "d2d200000005");
    List.of(first, second).forEach(pull -> world.awaitConclusion(pull, "success"));
    world.settle();
    Webhooks webhooks = world.github.webhooks();
    world
        .github
        .faults()
        .on("git/get-tree")
        .before(() -> {
          Delivery older = webhooks.log("push", "").getLast();
          first.merge("ada");
          webhooks.awaitIdle(World.PATIENCE);
          webhooks.redeliver(older);
          webhooks.awaitIdle(World.PATIENCE);
        });

    world.shop.commit("main", "Say more", Map.of("README.md", "More.\n"), "ada");

    world.awaitConclusion(second, "failure");
  }

  @Row("F5")
  @DisplayName("F5 a comment and a push in the same moment leave one sticky comment")
  @Test
  void comment_and_synchronize_at_once() {
    HostedPullRequest pull = world.openBroken();

    world.github.webhooks().hold();
    pull.push("More", revision("e3e300000007", "d2d200000005"));
    pull.comment("ada", "/retort check");
    world.github.webhooks().release();
    world.awaitReply(pull, 1);
    world.awaitConclusion(pull, "failure");
    world.settle();

    assertThat(world.sticky(pull)).hasSize(1);
  }

  @Row("F11")
  @DisplayName("F11 what was stored although its answer was lost is not posted twice")
  @ParameterizedTest
  @ValueSource(strings = {"checks/create", "pulls/create-review", "issues/create-comment"})
  void lost_answers(String operation) {
    HostedPullRequest first = world.open("first", "d1d100000004");
    HostedPullRequest second = world.open("second", "d2d200000005");
    world.awaitConclusion(second, "success");
    world.awaitConclusion(first, "success");
    world.settle();
    if (operation.equals("checks/create")) {
      world.github.faults().on(operation).loseAnswer();
      second.push("More", revision("e3e300000007", "d2d200000005"));
      world.awaitConclusion(second, "success");
      world.settle();
      first.merge("ada");
    } else {
      world.github.faults().on(operation).loseAnswer();
      first.merge("ada");
    }

    world.awaitConclusion(second, "failure");
    world.settle();

    assertThat(world.github.faults().unused()).isEmpty();
    assertThat(second.checkRuns()).hasSize(1);
    assertThat(world.sticky(second)).hasSize(1);
    assertThat(second.reviewComments()).hasSize(2);
  }

  @Row("F14")
  @DisplayName("F14 while GitHub still shows the old head, the new one is waited for")
  @Test
  void stale_head() {
    HostedPullRequest pull = world.openBroken();

    world.github.faults().staleHead(pull, 2);
    pull.push("Re-point by hand", revision("d2d200000005", "d1d100000004"));

    world.awaitConclusion(pull, "success");
  }

  @Row("F15")
  @DisplayName("F15 our own comment, check and push come back as events and start nothing")
  @Test
  void echoes() {
    HostedPullRequest pull = world.openBroken();
    pull.comment("ada", "/retort fix");
    world.awaitConclusion(pull, "success");
    world.settle();
    int writes = world.github.requests().writes().size();

    for (Delivery delivery : world.github.webhooks().log()) {
      world.github.webhooks().redeliver(delivery);
    }
    world.settle();

    assertThat(world.github.requests().writes()).hasSize(writes);
  }

  @Row("A5")
  @DisplayName("A5 deliveries replayed hours later have no new effect")
  @Test
  void replays_in_any_order() {
    HostedPullRequest pull = world.openBroken();
    pull.comment("ada", "/retort fix");
    world.awaitConclusion(pull, "success");
    world.settle();
    int writes = world.github.requests().writes().size();

    world.github.webhooks().hold();
    world.github.webhooks().log().forEach(world.github.webhooks()::redeliver);
    world.github.webhooks().releaseShuffled(new Random(7));
    world.settle();

    assertThat(world.github.requests().writes()).hasSize(writes);
  }

  @Row("F17")
  @DisplayName("F17 lines that GitHub refuses cost only themselves")
  @Test
  void refused_lines() {
    HostedPullRequest first = world.open("first", "d1d100000004");
    HostedPullRequest second = world.open("second", "d2d200000005");
    world.awaitConclusion(second, "success");
    world.github.faults().on("pulls/create-review").times(2).answer(422, "line is not in the diff");

    first.merge("ada");
    world.awaitConclusion(second, "failure");
    world.settle();

    assertThat(second.reviewComments()).as("the second of two went out").hasSize(1);
    assertThat(World.latest(second).orElseThrow().annotations()).hasSize(1);
    assertThat(world.sticky(second)).hasSize(1);
  }

  @Row("F18")
  @DisplayName("F18 a fork's check names no pull request; it is found by its head")
  @Test
  void button_on_a_fork() {
    HostedPullRequest pull = brokenFromFork();

    world.github.pressButton(World.latest(pull).orElseThrow(), "fix", "ada");

    world.awaitConclusion(pull, "success");
  }

  @Row("F29")
  @DisplayName("F29 a force push during the job leaves no verdict of the old head on the new one")
  @Test
  void force_push_during_the_job() {
    HostedPullRequest pull = world.openBroken();
    String repaired =
        world.shop.makeCommit(
            java.util.Optional.of(world.shop.tip("main").orElseThrow()),
            "Start over",
            Map.of(
                path("d2d200000005"),
                java.util.Optional.of(
                    World.text("d2d200000005", "d1d100000004")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))),
            "ada");
    world.github.faults().on("git/get-tree").before(() -> world.shop.forcePush("second", repaired));

    pull.push("More", revision("e3e300000007", "d2d200000005"));
    world.awaitConclusion(pull, "success");
    world.settle();

    assertThat(pull.headSha()).isEqualTo(repaired);
    assertThat(World.latest(pull).flatMap(PostedCheckRun::conclusion)).contains("success");
    assertThat(world.sticky(pull))
        .singleElement()
        .satisfies(comment -> assertThat(comment.body()).doesNotContain("```mermaid"));
  }

  @Row("F32")
  @DisplayName("F32 events out of order: the current state wins")
  @Test
  void shuffled_events() {
    HostedPullRequest first = world.open("first", "d1d100000004");
    world.github.webhooks().hold();
    HostedPullRequest second = world.open("second", "d2d200000005");
    first.merge("ada");
    second.push("Re-point", revision("d2d200000005", "d1d100000004"));
    second.push("No, back", revision("d2d200000005", "cccc00000003"));
    world.github.webhooks().releaseShuffled(new Random(20));

    world.awaitConclusion(second, "failure");
    world.settle();

    assertThat(World.latest(second).flatMap(PostedCheckRun::conclusion)).contains("failure");
  }

  @Row("F27")
  @DisplayName("F27 a base that is retargeted without a push is judged again")
  @Test
  void retargeted() {
    world.shop.branch("release", "main");
    HostedPullRequest pull = world.openBroken();

    pull.retarget("release");

    world.awaitConclusion(pull, "success");
  }

  private HostedPullRequest brokenFromFork() {
    HostedPullRequest first = world.open("first", "d1d100000004");
    HostedRepository fork = world.shop.fork("fay");
    fork.branch("work", "main");
    fork.commit("work", "Add a step", revision("d2d200000005", "cccc00000003"), "fay");
    HostedPullRequest pull = world.shop.openPullRequest("Add a step", fork, "work", "main", "fay");
    world.awaitConclusion(pull, "success");
    first.merge("ada");
    world.awaitConclusion(pull, "failure");
    world.settle();
    return pull;
  }
}
