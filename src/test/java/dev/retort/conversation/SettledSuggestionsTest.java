package dev.retort.conversation;

import static dev.retort.conversation.World.path;
import static dev.retort.conversation.World.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.PostedReviewComment;
import dev.retort.standin.Remark;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of our suggestions once nothing is left to suggest.
@InWorld
class SettledSuggestionsTest {
  private static final String THREADS = "graphql/ReviewThreads";
  private static final String FOLD = "graphql/FoldThreads";

  private World world;

  @Test
  void a_repair_resolves_the_threads_of_the_suggestions_that_it_settles() {
    HostedPullRequest pull = world.openBroken();

    pull.comment("ada", "/retort fix");
    world.awaitConclusion(pull, "success");
    world.settle();

    assertThat(pull.reviewComments()).hasSize(2).allMatch(PostedReviewComment::isResolved);
    assertThat(pull.reviewComments()).noneMatch(comment -> comment.minimized().isPresent());
    assertThat(world.github.requests().count(THREADS)).isEqualTo(1);
    assertThat(world.github.requests().count(FOLD)).isEqualTo(1);
  }

  @Test
  void what_is_settled_costs_nothing_from_then_on() {
    HostedPullRequest pull = world.openBroken();
    mend(pull);
    world.github.requests().clear();

    pull.push("Say more", Map.of("README.md", "A better shop.\n"));
    world.settle();
    pull.comment("rita", "/retort check");
    world.settle();

    assertThat(world.github.requests().count(THREADS)).isZero();
  }

  @Test
  void a_base_that_moves_out_of_the_way_settles_them_too() {
    HostedPullRequest pull = world.openBroken();

    world.shop.delete("main", "Take it back", path("d1d100000004"));
    world.awaitConclusion(pull, "success");
    world.settle();

    assertThat(pull.reviewComments()).hasSize(2).allMatch(PostedReviewComment::isResolved);
  }

  @Test
  void suggestions_stand_open_as_long_as_they_are_needed() {
    HostedPullRequest pull = world.openBroken();

    pull.push("Say more", Map.of("README.md", "A better shop.\n"));
    world.settle();

    assertThat(pull.reviewComments()).hasSize(2).noneMatch(PostedReviewComment::isResolved);
    assertThat(world.github.requests().count(THREADS)).isZero();
  }

  @Test
  void a_problem_that_comes_back_is_suggested_anew() {
    HostedPullRequest pull = world.openBroken();
    mend(pull);

    pull.push("No, back", revision("d2d200000005", "cccc00000003"));
    world.awaitConclusion(pull, "failure");
    world.settle();

    assertThat(pull.reviewComments()).filteredOn(each -> !each.isResolved()).hasSize(2);
  }

  @Test
  void without_the_right_to_resolve_they_are_minimised_as_outdated() {
    world.github.app().grant("contents", "read");
    HostedPullRequest pull = world.openBroken();

    mend(pull);

    assertThat(pull.reviewComments())
        .hasSize(2)
        .noneMatch(PostedReviewComment::isResolved)
        .allSatisfy(comment -> assertThat(comment.minimized()).contains("outdated"));
  }

  @Test
  void where_resolving_is_refused_all_the_same_they_are_minimised() {
    HostedPullRequest pull = world.openBroken();
    world
        .github
        .faults()
        .on(FOLD)
        .answer(
            200,
            Map.of(),
            World.json(
                """
                {"data": {"thread0": null, "thread1": {"thread": {"isResolved": true}}},
                 "errors": [{"type": "FORBIDDEN", "path": ["thread0"],
                   "message": "Resource not accessible by integration"}]}
                """));

    mend(pull);

    assertThat(pull.reviewComments().getFirst().minimized()).contains("outdated");
    assertThat(pull.reviewComments().getLast().minimized()).isEmpty();
    assertThat(world.github.requests().count(FOLD)).isEqualTo(2);
  }

  @Row("A16")
  @DisplayName("A16 somebody else's comment with our words in it is not touched")
  @Test
  void forged_suggestions() {
    HostedPullRequest pull = world.openBroken();
    String ours = pull.reviewComments().getFirst().body();
    PostedReviewComment forged =
        pull.commentOnLine("rita", path("d2d200000005"), 12, ours + "\nMine.");
    PostedReviewComment bot =
        pull.commentOnLine("retort", path("d2d200000005"), 13, ours + "\nMine as well.");

    mend(pull);

    for (PostedReviewComment comment : List.of(forged, bot)) {
      assertThat(comment.isResolved()).isFalse();
      assertThat(comment.minimized()).isEmpty();
      assertThat(pull.reviewComments()).contains(comment);
    }
    assertThat(pull.reviewComments()).filteredOn(PostedReviewComment::isResolved).hasSize(2);
  }

  @Row({"F10", "F16"})
  @DisplayName("F10 F16 GraphQL that fails fails nothing else")
  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 422, 500, 502})
  void graphql_fails(int status) {
    HostedPullRequest pull = world.openBroken();
    world.github.faults().on(THREADS).times(50).answer(status, "No");

    mend(pull);

    assertThat(world.sticky(pull))
        .singleElement()
        .satisfies(comment -> assertThat(comment.body()).doesNotContain("```mermaid"));
    assertThat(pull.reviewComments()).as("outdated, and said so by GitHub").hasSize(2);
    assertThat(world.github.requests().count(THREADS)).isLessThanOrEqualTo(4);
    world.github.faults().clear();
  }

  @Test
  void a_suggestion_that_would_do_harm_is_deleted_where_it_cannot_be_folded() {
    HostedPullRequest pull = world.openBroken();
    world.github.faults().on(THREADS).times(50).answer(404, "Not Found");

    world.shop.delete("main", "Take it back", path("d1d100000004"));
    world.awaitConclusion(pull, "success");
    world.settle();

    assertThat(pull.reviewComments()).isEmpty();
    world.github.faults().clear();
  }

  @Row("F11")
  @DisplayName("F11 folding whose answer was lost is not repeated")
  @Test
  void lost_answer() {
    HostedPullRequest pull = world.openBroken();
    world.github.faults().on(FOLD).loseAnswer();
    mend(pull);
    assertThat(pull.reviewComments()).hasSize(2).allMatch(PostedReviewComment::isResolved);

    pull.push("Say more", Map.of("README.md", "A better shop.\n"));
    world.settle();

    assertThat(world.github.requests().count(FOLD)).isEqualTo(1);
    assertThat(pull.reviewComments().stream().map(Remark::body)).hasSize(2);
  }

  private void mend(HostedPullRequest pull) {
    pull.push("Re-point by hand", revision("d2d200000005", "d1d100000004"));
    world.awaitConclusion(pull, "success");
    world.settle();
  }
}
