package dev.retort.conversation;

import static dev.retort.conversation.World.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository.Role;
import dev.retort.standin.PostedCheckRun;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The label that says of a pull request's second branch that it is meant.
@InWorld(movedOn = true)
class MeantBranchTest {
  private static final String LABEL = "retort: allow";
  private static final String WHO = "issues/list-events";

  private World world;

  @Test
  void a_writers_label_lets_a_second_head_pass_for_as_long_as_it_is_there() {
    HostedPullRequest pull = world.openSecondHead("second", "d2d200000005");

    pull.label("ada", LABEL);
    assertThat(world.awaitConclusion(pull, "success").summary().orElseThrow())
        .contains("accepted by ada because the label retort: allow is set");
    world.settle();
    assertThat(pull.checkRuns().getLast().summary().orElseThrow()).doesNotContain("lets nothing");

    pull.unlabel("ada", LABEL);
    world.awaitConclusion(pull, "failure");
  }

  @Test
  void it_goes_on_counting_after_a_push_and_lets_nothing_else_pass() {
    HostedPullRequest pull = world.openSecondHead("second", "d2d200000005");
    pull.label("ada", "Retort: Allow");
    world.awaitConclusion(pull, "success");

    pull.push("Say more", Map.of("README.md", "A better shop.\n"));
    world.settle();
    world.awaitConclusion(pull, "success");

    pull.push("Lose a parent", revision("d2d200000005", "0dd000000000"));
    world.awaitConclusion(pull, "failure");
  }

  @Row("A11")
  @DisplayName("A11 a reader's label, or that of a writer who is one no longer, lets nothing pass")
  @Test
  void of_those_who_may_not_write() {
    HostedPullRequest pull = world.openSecondHead("second", "d2d200000005");

    pull.label("rita", LABEL);
    world.settle();
    PostedCheckRun check = World.latest(pull).orElseThrow();
    assertThat(check.conclusion()).contains("failure");
    assertThat(check.summary().orElseThrow())
        .contains("lets nothing pass, because that needs write permission, which `rita`");

    pull.unlabel("ada", LABEL);
    pull.label("ada", LABEL);
    world.awaitConclusion(pull, "success");
    world.settle();
    world.shop.permit("ada", Role.READ);
    pull.push("Say more", Map.of("README.md", "A better shop.\n"));
    world.awaitConclusion(pull, "failure");
  }

  @Test
  void nobody_is_asked_who_set_it_where_nothing_fails_that_it_could_let_pass() {
    world.shop.branch("fine", "main");
    world.shop.commit("fine", "Add", revision("d3d300000006", "d1d100000004"), "ada");
    HostedPullRequest pull = world.shop.openPullRequest("Add", "fine", "main", "ada");
    world.awaitConclusion(pull, "success");

    pull.label("ada", LABEL);
    pull.label("ada", "documentation");
    world.settle();

    assertThat(World.latest(pull).orElseThrow().conclusion()).contains("success");
    assertThat(world.github.requests().count(WHO)).isZero();
  }

  @Row("F16")
  @DisplayName(
      "F16 where GitHub does not say who set it, it lets nothing pass and the check says so")
  @Test
  void unknown_hands() {
    HostedPullRequest pull = world.openSecondHead("second", "d2d200000005");
    world
        .github
        .faults()
        .on(WHO)
        .times(1_000)
        .answer(403, "Resource not accessible by integration");

    pull.label("ada", LABEL);
    world.settle();

    PostedCheckRun check = World.latest(pull).orElseThrow();
    assertThat(check.conclusion()).contains("failure");
    assertThat(check.summary().orElseThrow()).contains("GitHub does not say who set it");
  }
}
