package dev.retort.conversation;

import static dev.retort.conversation.World.path;
import static dev.retort.conversation.World.revision;
import static dev.retort.conversation.World.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.standin.HostedPullRequest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A revision is missed that the base once had: GitHub is asked what became of it.
@InWorld
class LostFilesTest {
  private static final String A = "aaaa00000001";
  private static final String B = "bbbb00000002";
  private static final String C = "cccc00000003";
  private static final String D = "d1d100000004";

  private World world;

  @Test
  void a_parent_that_was_taken_out_of_the_middle_is_led_to_what_it_revised() {
    String taken = takeOutB();
    onMain("Elsewhere", Map.of("README.md", "A better shop.\n"));

    HostedPullRequest pull = onTopOf(B);

    assertThat(message(pull))
        .contains("`" + D + "` revises `" + B + "`, but no file declares it")
        .contains("In git, commit `" + taken.substring(0, 10) + "`")
        .contains("deleted the file of `" + B + "`");
    assertThat(plan(pull)).contains("until commit `" + taken.substring(0, 10) + "`");
  }

  @Test
  void a_parent_deleted_with_what_it_was_built_on_is_told_and_not_the_first_thing_to_bring_back() {
    String first = world.shop.delete("main", "Drop c", path(C));
    world.shop.delete("main", "Drop b", path(B));
    onMain("Change a", Map.of(path(A), text(A, "").replace("select 1", "select 2")));
    world.github.requests().clear();

    HostedPullRequest pull = onTopOf(C);

    assertThat(message(pull)).contains("commit `" + first.substring(0, 10) + "`");
    Map<String, Long> counts = world.github.requests().counts();
    assertThat(counts).containsEntry("repos/list-commits", 1L);
    assertThat(counts).as("down to the one that took c").containsEntry("repos/get-commit", 3L);
    // Two files would come back where one is missed, and databases would run both.
    assertThat(plan(pull))
        .contains("revise `" + A + "`", "`" + C + "` revised `" + B + "`")
        .doesNotContain("new file mode");
  }

  @Test
  void a_parent_that_was_given_another_id_is_led_to_that_one() {
    String renamed = "bbbb9999aaaa";
    onMain(
        "Another id",
        Map.of(
            path(B), text(B, A).replace(B, renamed),
            path(C), text(C, renamed)));

    HostedPullRequest pull = onTopOf(B);

    assertThat(message(pull)).contains("`" + B + "` has another id since commit");
    assertThat(plan(pull)).contains("gave `" + B + "` the id `" + renamed + "`");
  }

  @Test
  void a_deleted_dependency_comes_back() {
    world.shop.delete("main", "Drop c", path(C));
    world.settle();
    world.shop.branch("work", "main");
    world.shop.commit(
        "work",
        "Add d",
        Map.of(path(D), text(D, B).replace("depends_on = None", "depends_on = '" + C + "'")),
        "ada");
    HostedPullRequest pull = judged("work");

    assertThat(message(pull)).contains(C);
    assertThat(world.github.requests().count("repos/list-commits")).isOne();
    assertThat(plan(pull)).contains("+revision = '" + C + "'");
  }

  @Test
  void what_never_was_is_not_restored_and_costs_a_request_for_each_commit() {
    takeOutB();
    onMain("Elsewhere", Map.of("README.md", "A better shop.\n"));
    world.github.requests().clear();

    HostedPullRequest pull = onTopOf("eeee00000009");

    assertThat(message(pull)).doesNotContain("In git");
    Map<String, Long> counts = world.github.requests().counts();
    assertThat(counts).containsEntry("repos/list-commits", 1L);
    assertThat(counts).as("those that touched the folder").containsEntry("repos/get-commit", 2L);
    assertThat(plan(pull)).doesNotContain("new file mode").doesNotContain("commit `");
  }

  @Test
  void no_more_than_twenty_commits_are_read() {
    for (int i = 0; i < 25; i++) {
      world.shop.commit(
          "main", "Change a", Map.of(path(A), text(A, "").replace("select 1", "select 1" + i)));
    }
    world.settle();
    world.github.requests().clear();

    HostedPullRequest pull = onTopOf("eeee00000009");

    assertThat(message(pull)).contains("no file declares it");
    assertThat(world.github.requests().count("repos/get-commit")).isEqualTo(20);
  }

  @Test
  void nothing_is_asked_where_nothing_is_missed() {
    world.openBroken();

    assertThat(world.github.requests().counts())
        .doesNotContainKeys("repos/list-commits", "repos/get-commit");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 409, 500})
  void an_answer_that_fails_fails_no_review(int status) {
    takeOutB();
    world.github.faults().on("repos/list-commits").times(50).answer(status, "No");

    HostedPullRequest pull = onTopOf(B);

    assertThat(message(pull)).contains("no file declares it").doesNotContain("In git");
    assertThat(world.github.requests().count("repos/list-commits")).isPositive();
    world.github.faults().clear();
  }

  @Test
  void a_limit_postpones_the_review_as_any_other() {
    String taken = takeOutB();
    world
        .github
        .faults()
        .on("repos/list-commits")
        .answer(
            403,
            Map.of("Retry-After", "1"),
            World.json("{\"message\": \"You have exceeded a secondary rate limit.\"}"));

    HostedPullRequest pull = onTopOf(B);

    assertThat(pull.checkRuns()).hasSize(1);
    assertThat(message(pull)).contains("In git, commit `" + taken.substring(0, 10) + "`");
  }

  private String takeOutB() {
    String taken =
        world.shop.commitFiles(
            "main",
            "Take b out",
            Map.of(path(B), Optional.empty(), path(C), Optional.of(text(C, A).getBytes(UTF_8))),
            "grace");
    world.settle();
    return taken;
  }

  private void onMain(String message, Map<String, String> files) {
    world.shop.commit("main", message, files, "grace");
    world.settle();
  }

  private HostedPullRequest onTopOf(String parent) {
    world.shop.branch("work", "main");
    world.shop.commit("work", "Add d", revision(D, parent), "ada");
    return judged("work");
  }

  private HostedPullRequest judged(String branch) {
    HostedPullRequest pull = world.shop.openPullRequest("Add d", branch, "main", "ada");
    world.awaitConclusion(pull, "failure");
    world.settle();
    return pull;
  }

  private String message(HostedPullRequest pull) {
    return World.latest(pull).orElseThrow().annotations().getFirst().path("message").asText();
  }

  /// What `/retort plan` answers.
  private String plan(HostedPullRequest pull) {
    pull.comment("ada", "/retort plan");
    return world.awaitReply(pull, 1).body();
  }
}
