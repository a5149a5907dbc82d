package dev.retort.conversation;

import static dev.retort.conversation.World.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.HostedRepository.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Pull requests that turn red because their base moved, in a repository that wants safe repairs
/// committed without a command.
@InWorld
class UnaskedRepairTest {
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration NEVER = Duration.ofHours(1);

  private World world;

  @Test
  void what_is_safe_is_committed_once_and_the_comment_says_how_to_undo_it() {
    settings("repair: {push: safe}\n");
    HostedPullRequest ready = judged(world.open("ready", "d1d100000004"));
    world.github.webhooks().repeat(2);

    hurry();

    awaitRepair(ready);
    assertThat(world.sticky(ready))
        .singleElement()
        .satisfies(comment ->
            assertThat(comment.body())
                .contains("**Repaired**")
                .contains("because `main` moved to", "`git revert "));
    assertThat(commits("ready")).hasSize(2);

    ready.push("Not like that", revision("d1d100000004", "cccc00000003"));
    world.awaitConclusion(ready, "failure");
    world.settle();
    assertThat(commits("ready")).as("its base did not move again").hasSize(3);
  }

  @Test
  void nothing_is_committed_where_nobody_asked_for_that() {
    HostedPullRequest pull = judged(world.open("ready", "d1d100000004"));

    hurry();

    staysRed(pull);
  }

  @Test
  void nothing_is_committed_to_drafts_and_forks_or_where_no_repair_is_safe() {
    settings("repair: {push: safe}\n");
    HostedPullRequest draft = judged(world.open("draft", "d1d100000004"));
    world.shop.branch("colliding", "main");
    world.shop.commit("colliding", "Add", table("d2d200000005"), "ada");
    HostedPullRequest colliding =
        judged(world.shop.openPullRequest("Add", "colliding", "main", "ada"));
    HostedRepository fork = world.shop.fork("fay");
    fork.permit("ada", Role.WRITE);
    fork.branch("theirs", "main");
    fork.commit("theirs", "Add", revision("d4d400000007", "cccc00000003"), "fay");
    HostedPullRequest theirs =
        judged(world.shop.openPullRequest("Add", fork, "theirs", "main", "fay"));
    theirs.allowMaintainerEdits(true);
    HostedPullRequest ready = judged(world.open("ready", "d5d500000008"));
    draft.convertToDraft();

    world.shop.commit("main", "Hurry", table("d3d300000006"));

    awaitRepair(ready);
    List.of(draft, colliding, theirs).forEach(this::staysRed);
  }

  @Test
  void nothing_is_committed_while_somebody_is_pushing() {
    world.restart(World.repairing(Duration.ofSeconds(4), AT_ONCE));
    settings("repair: {push: safe}\n");
    HostedPullRequest pull = judged(world.open("busy", "d1d100000004"));
    pull.push("At it", Map.of("notes.txt", "Notes.\n"));
    judged(pull);
    String head = pull.headSha();

    hurry();

    world.awaitConclusion(pull, "failure");
    assertThat(pull.headSha()).isEqualTo(head);
    awaitRepair(pull);
  }

  @Test
  void nothing_is_committed_where_it_is_not_wanted_any_more() {
    world.restart(World.repairing(Duration.ofSeconds(2), AT_ONCE));
    settings("repair: {push: safe}\n");
    HostedPullRequest pull = judged(world.open("busy", "d1d100000004"));
    pull.push("At it", Map.of("notes.txt", "Notes.\n"));
    judged(pull);

    hurry();
    world.awaitConclusion(pull, "failure");
    settings("repair: {push: asked}\n");

    staysRed(pull);
    assertThat(commits("busy")).hasSize(2);
  }

  @Test
  void of_one_move_ten_are_repaired_and_the_rest_in_turn() {
    world.restart(World.repairing(AT_ONCE, NEVER));
    settings("repair: {push: safe}\n");
    List<HostedPullRequest> pulls = new ArrayList<>();
    for (int i = 10; i < 22; i++) {
      pulls.add(world.open("feature-" + i, "e0e0000000" + i));
    }
    pulls.forEach(this::judged);

    hurry();

    Awaitility.await()
        .atMost(World.PATIENCE)
        .until(() -> pulls.stream().filter(this::isRepaired).count() == 10);
    Awaitility.await()
        .during(Duration.ofMillis(500))
        .until(() -> pulls.stream().filter(this::isRepaired).count() == 10);
    world.leaveUntidy();
  }

  @Test
  void the_rest_of_a_move_has_its_turn_later() {
    world.restart(World.repairing(AT_ONCE, Duration.ofSeconds(3)));
    settings("repair: {push: safe}\n");
    List<HostedPullRequest> pulls = new ArrayList<>();
    for (int i = 10; i < 22; i++) {
      pulls.add(world.open("feature-" + i, "e0e0000000" + i));
    }
    pulls.forEach(this::judged);

    hurry();

    pulls.forEach(this::awaitRepair);
  }

  private void settings(String text) {
    world.shop.commit("main", "Settings", Map.of(".github/retort.yml", text));
    world.settle();
  }

  private HostedPullRequest judged(HostedPullRequest pull) {
    world.awaitConclusion(pull, "success");
    world.settle();
    return pull;
  }

  private static Map<String, String> table(String id) {
    return Map.of(
        World.path(id),
        World.text(id, "cccc00000003")
            .replace("from alembic import op", "import sqlalchemy as sa; from alembic import op")
            .replace(
                "op.execute('select 1')",
                "op.create_table('orders', sa.Column('id', sa.Integer()))"));
  }

  private void hurry() {
    world.shop.commit("main", "Hurry", revision("d3d300000006", "cccc00000003"));
  }

  private boolean isRepaired(HostedPullRequest pull) {
    return World.latest(pull).flatMap(run -> run.conclusion()).equals(Optional.of("success"))
        && commits(pull.headBranch()).size() > 1;
  }

  private void awaitRepair(HostedPullRequest pull) {
    Awaitility.await().atMost(World.PATIENCE).until(() -> isRepaired(pull));
    world.settle();
  }

  private void staysRed(HostedPullRequest pull) {
    String head = pull.headSha();
    world.settle();
    assertThat(pull.headSha()).as("%s", pull).isEqualTo(head);
    assertThat(World.latest(pull).orElseThrow().conclusion()).as("%s", pull).contains("failure");
  }

  private List<String> commits(String branch) {
    return world.shop.messagesSince(world.shop.tip("main").orElseThrow(), branch);
  }
}
