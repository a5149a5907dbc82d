package dev.retort.conversation;

import static dev.retort.conversation.World.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.PostedCheckRun;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One commit that is the head of several pull requests has one check, and GitHub goes by the
/// newest of its name.
@InWorld(movedOn = true)
class SharedHeadTest {
  private World world;
  private HostedPullRequest failing;

  @BeforeEach
  void begin() {
    failing = world.openSecondHead("x", "d2d200000005");
  }

  @Row("N1")
  @DisplayName("N1 a second pull request onto an old branch turns no failing check green")
  @Test
  void a_second_one_with_the_same_head() {
    HostedPullRequest harmless = world.shop.openPullRequest("Again", "x", "old", "ada");
    world.settle();

    assertThat(newest(failing).conclusion()).contains("failure");
    assertThat(newest(failing).summary().orElseThrow())
        .contains("#" + failing.number(), "#" + harmless.number(), "never greener");
  }

  @Row("N1")
  @DisplayName("N1 nor does one that a fork opens")
  @Test
  void a_second_one_from_a_fork() {
    HostedRepository fork = world.shop.fork("fay");
    fork.forcePush("mine", failing.headSha());
    world.shop.openPullRequest("Mine", fork, "mine", "old", "fay");
    world.settle();

    assertThat(newest(failing).conclusion()).contains("failure");
  }

  @Row("N1")
  @DisplayName("N1 the check turns green as soon as the failing one is closed, or goes elsewhere")
  @Test
  void the_failing_one_leaves() {
    world.shop.openPullRequest("Again", "x", "old", "ada");
    world.settle();

    failing.close();

    world.awaitConclusion(failing, "success");
    assertThat(newest(failing).summary().orElseThrow()).doesNotContain("never greener");
    failing.reopen();
    world.awaitConclusion(failing, "failure");
    failing.retarget("old");
    world.awaitConclusion(failing, "success");
  }

  @Row("N1")
  @DisplayName("N1 a failing one that comes second turns a green check red")
  @Test
  void the_failing_one_comes_second() {
    HostedPullRequest fine = opened("y", "old", "e3e300000006");
    assertThat(newest(fine).conclusion()).contains("success");

    world.shop.openPullRequest("Now", "y", "main", "ada");

    world.awaitConclusion(fine, "failure");
    world.settle();
    Awaitility.await().until(() -> newest(fine).title().orElseThrow().startsWith("#"));
  }

  @Row("N1")
  @DisplayName("N1 a database that was lost makes nothing greener")
  @Test
  void nothing_is_known(@TempDir Path empty) {
    world.restartWith(empty);

    world.shop.openPullRequest("Again", "x", "old", "ada");
    world.settle();

    assertThat(newest(failing).conclusion()).contains("failure");
  }

  private HostedPullRequest opened(String branch, String base, String id) {
    world.shop.branch(branch, "old");
    world.shop.commit(branch, "Add " + id, revision(id, "cccc00000003"), "ada");
    HostedPullRequest pull = world.shop.openPullRequest("Add " + id, branch, base, "ada");
    world.awaitConclusion(pull, "success");
    world.settle();
    return pull;
  }

  /// What GitHub goes by.
  private static PostedCheckRun newest(HostedPullRequest pull) {
    return World.latest(pull).orElseThrow();
  }
}
