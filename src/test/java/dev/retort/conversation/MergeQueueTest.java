package dev.retort.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.PostedCheckRun;
import dev.retort.standin.QueuedGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A merge queue waits for a check on each of its groups.
@InWorld
class MergeQueueTest {
  private static final String TABLE = "op.create_table('orders', sa.Column('id', sa.Integer()))";

  private World world;

  @Row({"F24", "N5"})
  @DisplayName("F24 N5 a group gets its check, also one that touches no migration")
  @Test
  void every_group_gets_a_check() {
    HostedPullRequest with = judged("first", "d1d100000004");
    world.shop.branch("docs", "main");
    world.shop.commit("docs", "Docs", Map.of("README.md", "More.\n"), "ada");
    HostedPullRequest without = world.shop.openPullRequest("Docs", "docs", "main", "ada");
    world.awaitConclusion(without, "success");
    world.settle();

    QueuedGroup one = world.shop.queue(tip(), with);
    QueuedGroup other = world.shop.queue(one.head(), without);

    assertThat(awaitCheck(one).conclusion()).contains("success");
    assertThat(awaitCheck(other).conclusion()).contains("success");
  }

  @Row({"F24", "N5"})
  @DisplayName(
      "F24 N5 a group of two that collide fails, names both and says what the second needs")
  @Test
  void two_that_collide() {
    HostedPullRequest first = judged("first", "d1d100000004");
    HostedPullRequest second = judged("second", "d2d200000005");
    QueuedGroup alone = world.shop.queue(tip(), first);
    awaitCheck(alone);

    PostedCheckRun stacked = awaitCheck(world.shop.queue(alone.head(), second));
    PostedCheckRun together = awaitCheck(world.shop.queue(tip(), first, second));

    for (PostedCheckRun check : List.of(stacked, together)) {
      assertThat(check.conclusion()).contains("failure");
      assertThat(check.summary().orElseThrow())
          .contains("d1d100000004", "#" + first.number())
          .contains("d2d200000005", "#" + second.number())
          .contains("as soon as #1 has landed, write `/retort fix` on #2");
    }
  }

  @Row("F24")
  @DisplayName(
      "F24 a group of two that make the same table names both lines, and which of them has to go")
  @Test
  void two_that_make_the_same_table() {
    HostedPullRequest first = judged("first", "d1d100000004", TABLE);
    HostedPullRequest second = judged("second", "d2d200000005", TABLE);
    for (HostedPullRequest pull : List.of(first, second)) {
      assertThat(World.latest(pull).orElseThrow().text().orElseThrow())
          .as("both are told while both are open")
          .contains("RT601", "they collide at")
          .contains("d1d100000004_step.py:17", "d2d200000005_step.py:17");
    }

    PostedCheckRun check = awaitCheck(world.shop.queue(tip(), first, second));

    assertThat(check.conclusion()).contains("failure");
    assertThat(check.summary().orElseThrow())
        .contains("d1d100000004_step.py:17", "#" + first.number())
        .contains("d2d200000005_step.py:17", "#" + second.number())
        .contains("Take one of the two lines out")
        .contains("as soon as #1 has landed, take its line out of #2, write `/retort fix` there");

    second.close();
    world.settle();
    assertThat(World.latest(first).orElseThrow().text().orElse("")).doesNotContain("RT601");
    joinedByAMergeRevision(first, second);
  }

  /// One head is left, and the database refuses the second table all the same.
  private void joinedByAMergeRevision(HostedPullRequest first, HostedPullRequest second) {
    first.merge("ada");
    second.reopen();
    second.push(
        "Join",
        Map.of(
            World.path("e3e300000006"),
            RecordedDay.text("e3e300000006", List.of("d1d100000004", "d2d200000005"))));
    world.settle();

    PostedCheckRun check = World.latest(second).orElseThrow();
    assertThat(check.conclusion()).contains("failure");
    assertThat(check.annotations())
        .singleElement()
        .satisfies(annotation ->
            assertThat(annotation.path("message").asText())
                .contains(
                    "makes table `orders`",
                    "d1d100000004_step.py:17",
                    "`e3e300000006` joins the two"));
    assertThat(check.text().orElseThrow())
        .contains("RT501", "Take one of the two lines out")
        .doesNotContain("RT101");
  }

  @Row("N5")
  @DisplayName(
      "N5 the queue's own branches are no base moves, and what was taken out is not judged")
  @Test
  void taken_out() {
    HostedPullRequest first = judged("first", "d1d100000004");
    world.stopServer();
    QueuedGroup group = world.shop.queue(tip(), first);
    world.shop.unqueue(group);
    world.github.webhooks().awaitIdle(World.PATIENCE);
    world.startServer();
    world.github.requests().clear();

    world.github.webhooks().redeliver("merge_group", "destroyed");
    world.github.webhooks().redeliver("push", "");
    world.github.webhooks().awaitIdle(World.PATIENCE);
    world.github.webhooks().redeliver("merge_group", "checks_requested");
    world.settle();

    assertThat(world.shop.checkRuns(group.head())).isEmpty();
    assertThat(world.github.requests().writes()).isEmpty();

    world.shop.forcePush(group.branch(), group.head());
    world.github.webhooks().redeliver("merge_group", "checks_requested");
    assertThat(awaitCheck(group).conclusion()).as("put back as it was").contains("success");
  }

  private HostedPullRequest judged(String branch, String id, String does) {
    world.shop.branch(branch, "main");
    String text =
        World.text(id, "cccc00000003")
            .replace("from alembic import op", "import sqlalchemy as sa; from alembic import op")
            .replace("op.execute('select 1')", does);
    world.shop.commit(branch, "Add " + id, Map.of(World.path(id), text), "ada");
    return judged(world.shop.openPullRequest("Add " + id, branch, "main", "ada"));
  }

  private HostedPullRequest judged(String branch, String id) {
    return judged(world.open(branch, id));
  }

  private HostedPullRequest judged(HostedPullRequest pull) {
    world.awaitConclusion(pull, "success");
    world.settle();
    return pull;
  }

  private String tip() {
    return world.shop.tip("main").orElseThrow();
  }

  private PostedCheckRun awaitCheck(QueuedGroup group) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !world.shop.checkRuns(group.head()).isEmpty());
    return world.shop.checkRuns(group.head()).getLast();
  }
}
