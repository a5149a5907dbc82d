package dev.retort.conversation;

import static dev.retort.conversation.World.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository.Role;
import dev.retort.standin.PostedCheckRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a pull request is told of the others, and what the repository's settings make of it.
@InWorld
class NeighbourhoodTest {
  private World world;

  @Test
  void another_pull_request_on_the_same_head_is_mentioned_and_fails_nothing() {
    open("first", "d1d100000004");
    HostedPullRequest second = open("second", "d2d200000005");

    assertThat(notices(second))
        .singleElement()
        .asString()
        .contains("`d2d200000005` revises `cccc00000003`, and so does `d1d100000004` of `#1`");
    assertThat(World.latest(second).orElseThrow().conclusion()).contains("success");
    assertThat(world.sticky(second)).as("a comment for a mere notice").isEmpty();
  }

  @Test
  void a_revision_that_was_picked_from_the_default_branch_and_adapted_is_known_as_that() {
    world.shop.branch("release/1", "main");
    world.shop.commit("main", "Unreleased", revision("d1d100000004", "cccc00000003"), "ada");
    world.shop.commit("main", "Hotfix", revision("d2d200000005", "d1d100000004"), "ada");
    world.shop.branch("pick", "release/1");
    world.shop.commit("pick", "Hotfix", revision("d2d200000005", "cccc00000003"), "ada");

    HostedPullRequest pull = world.shop.openPullRequest("Hotfix", "pick", "release/1", "ada");

    assertThat(world.awaitConclusion(pull, "success").summary().orElseThrow())
        .contains(
            "`d2d200000005` is on `main` as well, where it revises `d1d100000004`: it was picked,"
                + " and adapted to this line.");
  }

  @Test
  void one_that_is_built_on_top_of_it_is_not_mentioned() {
    HostedPullRequest first = open("first", "d1d100000004");
    world.shop.branch("second", "first");
    world.shop.commit("second", "More", revision("d2d200000005", "d1d100000004"), "ada");
    HostedPullRequest second = world.shop.openPullRequest("More", "second", "main", "ada");
    world.settle();

    first.push("Again", Map.of("README.md", "More.\n"));
    world.settle();

    assertThat(notices(first)).isEmpty();
    assertThat(notices(second)).isEmpty();
  }

  @Test
  void one_that_was_closed_is_not_mentioned_any_more() {
    HostedPullRequest first = open("first", "d1d100000004");
    HostedPullRequest second = open("second", "d2d200000005");
    assertThat(notices(second)).hasSize(1);

    first.close();
    world.settle();
    second.push("Again", Map.of("README.md", "More.\n"));
    world.settle();

    assertThat(notices(second)).isEmpty();
  }

  @Test
  void one_that_was_closed_while_nobody_listened_is_forgotten_when_the_base_moves() {
    HostedPullRequest first = open("first", "d1d100000004");
    HostedPullRequest second = open("second", "d2d200000005");
    world.stopServer();
    first.close();
    world.startServer();

    world.shop.commit("main", "Elsewhere", Map.of("README.md", "A better shop.\n"));
    world.settle();
    second.push("Again", Map.of("alembic.ini", "[alembic]\nscript_location = alembic\n\n"));
    world.settle();

    assertThat(notices(second)).isEmpty();
  }

  @Test
  void who_is_first_is_named_to_who_comes_second() {
    HostedPullRequest first = open("first", "d1d100000004");
    HostedPullRequest second = open("second", "d2d200000005");

    first.merge("ada");

    assertThat(world.awaitConclusion(second, "failure").annotations())
        .singleElement()
        .satisfies(annotation ->
            assertThat(annotation.path("message").asText())
                .contains("already continues from there")
                .contains("`d1d100000004` came with #1 by ada."));
    world.settle();
    // The news of the end has come by now, and the name is still known.
    second.push("Again", Map.of("README.md", "More.\n"));
    world.settle();
    assertThat(World.latest(second).orElseThrow().annotations())
        .singleElement()
        .satisfies(annotation ->
            assertThat(annotation.path("message").asText())
                .contains("`d1d100000004` came with #1 by ada."));
  }

  @Test
  void who_brought_what_is_known_although_it_landed_while_it_was_reviewed() {
    HostedPullRequest first = open("first", "d1d100000004");
    HostedPullRequest second = open("second", "d2d200000005");

    world.github.faults().on("repos/compare-commits").times(1).before(() -> first.merge("ada"));
    world
        .github
        .webhooks()
        .redeliver(world.github.webhooks().log("pull_request", "opened").getFirst());
    world.awaitConclusion(second, "failure");
    world.settle();

    second.push("Again", Map.of("README.md", "More.\n"));
    world.settle();
    assertThat(World.latest(second).orElseThrow().annotations())
        .singleElement()
        .satisfies(annotation ->
            assertThat(annotation.path("message").asText())
                .contains("`d1d100000004` came with #1 by ada."));
  }

  @Test
  void the_oldest_verdict_is_judged_first_where_the_base_moves() {
    List<HostedPullRequest> pulls = new ArrayList<>();
    for (int i = 10; i < 22; i++) {
      pulls.add(open("feature-" + i, "e0e0000000" + i));
    }
    // Whoever came last has the oldest verdict now.
    for (HostedPullRequest pull : pulls.reversed()) {
      pull.push("Again", Map.of("README.md", "By " + pull.number() + ".\n"));
      world.settle();
    }
    world.github.requests().clear();

    world.shop.commit("main", "Hurry", revision("d1d100000004", "cccc00000003"));
    pulls.forEach(pull -> world.awaitConclusion(pull, "failure"));

    List<Integer> judged =
        world.github.requests().of("repos/compare-commits").stream()
            .map(request -> numberOf(pulls, request.path()))
            .distinct()
            .toList();
    assertThat(judged).hasSize(12);
    // Four at a time, and of these any may ask first.
    int places = IntStream.rangeClosed(7, 12).map(number -> judged.indexOf(number) + 1).sum();
    assertThat(places).as("1 to 6 would be the best places, %s", judged).isBetween(21, 28);
  }

  private static int numberOf(List<HostedPullRequest> pulls, String comparison) {
    return pulls.stream()
        .filter(pull -> comparison.contains(pull.headSha()))
        .findFirst()
        .orElseThrow()
        .number();
  }

  @Test
  void both_are_told_at_once_when_the_second_appears_and_the_notice_is_withdrawn_when_it_leaves() {
    HostedPullRequest first = open("first", "d1d100000004");
    assertThat(notices(first)).isEmpty();

    HostedPullRequest second = open("second", "d2d200000005");
    assertThat(notices(first)).singleElement().asString().contains("of `#2`");
    assertThat(notices(second)).singleElement().asString().contains("of `#1`");
    assertThat(first.checkRuns()).hasSize(1);

    world.shop.branch("release", "main");
    second.retarget("release");
    world.settle();
    assertThat(notices(first)).isEmpty();
    second.retarget("main");
    world.settle();
    assertThat(notices(first)).singleElement().asString().contains("of `#2`");

    second.close();
    world.settle();
    assertThat(notices(first)).isEmpty();
  }

  @Row("F46")
  @Test
  void a_stack_is_judged_as_it_would_land_as_a_whole() {
    HostedPullRequest lower = open("lower", "d1d100000004");
    world.shop.branch("upper", "lower");
    world.shop.commit("upper", "More", revision("d2d200000005", "d1d100000004"), "ada");
    HostedPullRequest upper = world.shop.openPullRequest("More", "upper", "lower", "ada");
    world.awaitConclusion(upper, "success");
    world.settle();
    assertThat(World.latest(upper).orElseThrow().summary().orElseThrow())
        .contains("as the whole stack would land on `main`")
        .contains("what #" + lower.number() + " brings counts as the base");

    world.shop.commit("main", "Hurry", revision("d3d300000006", "cccc00000003"));
    world.awaitConclusion(lower, "failure");
    world.settle();
    // The lower one has to be repaired; the upper one only continues it.
    assertThat(World.latest(upper).orElseThrow().conclusion()).contains("success");

    world.shop.commit("main", "Once more", revision("d2d200000005", "d3d300000006"));
    assertThat(world.awaitConclusion(upper, "failure").annotations().toString())
        .as("the same id on the trunk, which the lower one's branch has not")
        .contains("d2d200000005");
  }

  @Row("F46")
  @Test
  void one_of_githubs_own_stacks_is_judged_as_github_says_that_it_stands() {
    HostedPullRequest lower = open("lower", "d1d100000004");
    world.shop.branch("upper", "lower");
    world.shop.commit("upper", "More", revision("d2d200000005", "d1d100000004"), "ada");
    world.github.webhooks().hold();
    // By its base alone it would stand on nothing.
    HostedPullRequest upper = world.shop.openPullRequest("More", "upper", "main", "ada");
    lower.stack(7, 1, 2, "main");
    upper.stack(7, 2, 2, "main");
    lower.push("Again", Map.of("README.md", "More.\n"));
    world.github.webhooks().release();
    world.awaitConclusion(lower, "success");
    world.settle();
    upper.push("Again", Map.of("notes.txt", "More.\n"));
    world.awaitConclusion(upper, "success");
    world.settle();

    assertThat(World.latest(upper).orElseThrow().summary().orElseThrow())
        .contains("as the whole stack would land on `main`")
        .contains("what #" + lower.number() + " brings counts as the base");

    world.shop.commit("main", "Hurry", revision("d3d300000006", "cccc00000003"));
    world.awaitConclusion(lower, "failure");
    world.settle();
    assertThat(World.latest(upper).orElseThrow().conclusion())
        .as("it only continues the lower one")
        .contains("success");
  }

  @Test
  void nothing_beside_the_check_is_said_where_the_base_wants_no_comments() {
    settings("comments: {sticky: false, suggestions: false}\n");
    HostedPullRequest second = broken();

    assertThat(world.ours(second)).isEmpty();
    assertThat(second.reviewComments()).isEmpty();
  }

  @Test
  void no_forecast_is_made_where_the_base_wants_none() {
    settings("forecast: false\n");
    open("first", "d1d100000004");
    HostedPullRequest second = open("second", "d2d200000005");

    assertThat(notices(second)).isEmpty();
  }

  @Test
  void no_forecast_is_made_where_the_rule_is_off() {
    settings("rules: {RT601: off}\n");
    open("first", "d1d100000004");
    HostedPullRequest second = open("second", "d2d200000005");

    assertThat(notices(second)).isEmpty();
  }

  @Test
  void what_a_shipped_branch_carries_is_joined_and_what_none_carries_is_re_pointed() {
    settings("repair: {shipped: [\"release/*\"]}\n");
    HostedPullRequest second = open("second", "d2d200000005");
    world.shop.branch("release/2", "second");
    world.shop.branch("releases", "main");
    HostedPullRequest third = open("third", "d3d300000006");
    world.shop.commit("main", "Hurry", revision("d1d100000004", "cccc00000003"));
    world.awaitConclusion(second, "failure");
    world.awaitConclusion(third, "failure");
    world.settle();

    second.comment("ada", "/retort plan");
    third.comment("ada", "/retort plan");

    assertThat(world.awaitReply(second, 1).body())
        .contains("d1d100000004", "d2d200000005")
        .contains("new file mode");
    assertThat(world.awaitReply(third, 1).body())
        .contains("+down_revision = 'd1d100000004'")
        .doesNotContain("new file mode");
  }

  @Test
  void what_the_default_branch_carries_is_shipped_where_nothing_else_is_said() {
    world.shop.branch("stable", "main");
    world.shop.commit("main", "New", revision("d2d200000005", "cccc00000003"));
    world.shop.commit("stable", "Hotfix", revision("d1d100000004", "cccc00000003"));
    world.shop.branch("backport", "stable");
    world.shop.commit("backport", "New", revision("d2d200000005", "cccc00000003"), "ada");
    HostedPullRequest pull = world.shop.openPullRequest("New", "backport", "stable", "ada");
    world.awaitConclusion(pull, "failure");

    pull.comment("ada", "/retort plan");

    assertThat(world.awaitReply(pull, 1).body()).contains("new file mode");
  }

  @Test
  void a_writer_may_not_where_the_base_wants_maintainers() {
    settings("commands: {permission: maintain}\n");
    world.shop.permit("max", Role.MAINTAIN);
    HostedPullRequest second = broken();

    second.comment("ada", "/retort fix");
    assertThat(world.awaitReply(second, 1).body()).contains("needs maintain permission");
    second.comment("max", "/retort fix");

    world.awaitConclusion(second, "success");
  }

  @Row("A21")
  @DisplayName("A21 a change cannot make its own settings the ones that count")
  @Test
  void a_change_cannot_lower_what_its_commands_need() {
    settings("commands: {permission: admin}\n");
    HostedPullRequest second = broken();
    second.push("Relax", Map.of(".github/retort.yml", "commands: {permission: write}\n"));
    world.settle();

    second.comment("ada", "/retort fix");

    assertThat(world.awaitReply(second, 1).body()).contains("needs admin permission");
    assertThat(World.latest(second).orElseThrow().conclusion()).contains("failure");
  }

  private HostedPullRequest broken() {
    HostedPullRequest second = open("second", "d2d200000005");
    world.shop.commit("main", "Hurry", revision("d1d100000004", "cccc00000003"));
    world.awaitConclusion(second, "failure");
    world.settle();
    return second;
  }

  private HostedPullRequest open(String branch, String id) {
    HostedPullRequest pull = world.open(branch, id);
    world.settle();
    return pull;
  }

  private void settings(String text) {
    world.shop.commit("main", "Settings", Map.of(".github/retort.yml", text));
    world.settle();
  }

  /// They stand in the summary: an annotation could not be taken back.
  private static List<String> notices(HostedPullRequest pull) {
    PostedCheckRun check = World.latest(pull).orElseThrow();
    assertThat(check.annotations().toString()).doesNotContain("RT601");
    return check.summary().orElseThrow().lines().filter(line -> line.contains("RT601")).toList();
  }
}
