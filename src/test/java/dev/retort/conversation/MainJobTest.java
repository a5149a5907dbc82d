package dev.retort.conversation;

import static dev.retort.conversation.World.path;
import static dev.retort.conversation.World.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.PostedCheckRun;
import dev.retort.standin.PostedReviewComment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person's way through the whole of it.
@InWorld
class MainJobTest {
  private World world;

  @Test
  void a_second_head_fails_the_check_with_the_reason_on_the_exact_line() {
    HostedPullRequest pull = world.openBroken();

    PostedCheckRun check = World.latest(pull).orElseThrow();
    assertThat(check.name()).isEqualTo("retort");
    assertThat(check.buttons().stream().map(PostedCheckRun.Button::identifier))
        .containsExactly("fix", "recheck");
    assertThat(check.text().orElse(""))
        .as("the rule's page, where the operator keeps them")
        .contains("[RT101 second head](https://docs.example.com/retort/RT101.md)");
    assertThat(check.annotations())
        .singleElement()
        .satisfies(annotation -> {
          assertThat(annotation.path("path").asText()).isEqualTo(path("d2d200000005"));
          assertThat(annotation.path("start_line").asInt()).isEqualTo(11);
          assertThat(annotation.path("annotation_level").asText()).isEqualTo("failure");
          assertThat(annotation.path("title").asText()).contains("RT101");
          assertThat(annotation.path("message").asText()).contains("d2d200000005", "d1d100000004");
        });
  }

  @Test
  void a_suggestion_stands_on_each_line_of_the_repair_and_one_comment_shows_the_graph() {
    HostedPullRequest pull = world.openBroken();

    assertThat(pull.reviewComments().stream().map(comment -> comment.anchor().line()))
        .containsExactlyInAnyOrder(OptionalInt.of(4), OptionalInt.of(11));
    assertThat(pull.reviewComments().stream().map(PostedReviewComment::body))
        .allSatisfy(body -> assertThat(body).contains("```suggestion", "d1d100000004"));
    assertThat(pull.reviews()).as("one review carries both").hasSize(1);
    assertThat(world.sticky(pull))
        .singleElement()
        .satisfies(comment ->
            assertThat(comment.body())
                .contains("```mermaid", "/retort fix", "https://docs.example.com/retort/RT101.md"));
  }

  @Test
  void committing_the_suggestions_turns_the_check_green() {
    HostedPullRequest pull = world.openBroken();

    for (PostedReviewComment suggestion : pull.reviewComments()) {
      world.github.applySuggestion(suggestion, "ada");
    }

    world.awaitConclusion(pull, "success");
    assertThat(world.shop.text("second", path("d2d200000005")))
        .contains(World.text("d2d200000005", "d1d100000004"));
  }

  @Test
  void a_comment_has_the_repair_committed_and_the_check_turns_green() {
    HostedPullRequest pull = world.openBroken();
    String judged = pull.headSha();

    pull.comment("ada", "/retort fix");

    assertThat(world.awaitReply(pull, 1).body()).contains("@ada", pull.headSha());
    world.awaitConclusion(pull, "success");
    assertThat(world.shop.messagesSince(judged, "second"))
        .singleElement()
        .satisfies(
            message -> assertThat(message).contains("RT101", "Proved", "Co-authored-by: ada <"));
    assertThat(world.shop.text("second", path("d2d200000005")))
        .as("nothing but the parent and the docstring changed")
        .contains(World.text("d2d200000005", "d1d100000004"));
    assertThat(pull.comments().getFirst().reactions()).isEmpty();
    assertThat(
            pull.comments().stream()
                .filter(comment -> comment.author().login().equals("ada"))
                .flatMap(comment -> comment.reactions().stream()))
        .hasSize(1);
  }

  @Test
  void a_merge_revision_can_be_asked_for_instead() {
    HostedPullRequest pull = world.openBroken();

    pull.comment("ada", "/retort merge");

    assertThat(world.awaitReply(pull, 1).body()).contains(pull.headSha());
    world.awaitConclusion(pull, "success");
    assertThat(world.shop.text("second", path("d2d200000005")))
        .as("the revision itself is untouched")
        .contains(World.text("d2d200000005", "cccc00000003"));
  }

  @Test
  void the_button_does_what_the_comment_does() {
    HostedPullRequest pull = world.openBroken();

    world.github.pressButton(World.latest(pull).orElseThrow(), "fix", "ada");

    world.awaitConclusion(pull, "success");
    assertThat(world.awaitReply(pull, 1).body()).contains(pull.headSha());
  }

  @Test
  void the_recheck_button_judges_an_unchanged_state_again() {
    HostedPullRequest pull = world.openBroken();
    PostedCheckRun check = World.latest(pull).orElseThrow();
    int before = world.github.requests().count("repos/compare-commits");

    world.github.pressButton(check, "recheck", "ada");
    world.settle();

    assertThat(world.github.requests().count("repos/compare-commits")).isGreaterThan(before);
    assertThat(check.annotations()).as("not annotated twice").hasSize(1);
  }

  @Test
  void a_first_failing_verdict_costs_a_handful_of_calls(@TempDir Path other) {
    try (World warm = World.movedOn(other)) {
      warm.openSecondHead("known", "d3d300000008");
      warm.github.requests().clear();

      warm.openSecondHead("fresh", "d4d400000009");

      Map<String, Long> counts = new HashMap<>(warm.github.requests().counts());
      assertThat(counts)
          .as("pull request, comparison, tree and new file; check, review and comment")
          .isEqualTo(
              Map.of(
                  "pulls/get", 1L,
                  "repos/compare-commits", 1L,
                  "git/get-tree", 1L,
                  "git/get-blob", 1L,
                  "checks/create", 1L,
                  "pulls/create-review", 1L,
                  "issues/create-comment", 1L));
    }
  }

  @Test
  void every_pull_request_gets_a_check_also_one_without_migrations() {
    world.shop.branch("docs", "main");
    world.shop.commit("docs", "Say more", Map.of("README.md", "A better shop.\n"), "ada");
    HostedPullRequest pull = world.shop.openPullRequest("Say more", "docs", "main", "ada");

    world.awaitConclusion(pull, "success");

    assertThat(pull.comments()).isEmpty();
    assertThat(pull.reviewComments()).isEmpty();
  }

  @Test
  void a_healthy_migration_gets_a_green_check_and_no_comment() {
    HostedPullRequest pull = world.open("first", "d1d100000004");

    world.awaitConclusion(pull, "success");

    assertThat(pull.comments()).isEmpty();
  }

  @Test
  void a_pull_request_that_breaks_and_mends_is_told_so_in_the_same_comment() {
    HostedPullRequest pull = world.openBroken();
    long comment = world.sticky(pull).getFirst().id();

    pull.push("Re-point by hand", revision("d2d200000005", "d1d100000004"));
    world.awaitConclusion(pull, "success");
    world.settle();

    assertThat(world.sticky(pull))
        .singleElement()
        .satisfies(sticky -> {
          assertThat(sticky.id()).isEqualTo(comment);
          assertThat(sticky.body()).doesNotContain("```mermaid");
        });
  }

  @Test
  void suggestions_follow_the_base_when_it_moves_once_more() {
    HostedPullRequest pull = world.openBroken();

    world.shop.commit("main", "Hurry", revision("e1e100000006", "d1d100000004"));
    world.settle();

    assertThat(pull.reviewComments())
        .hasSize(2)
        .allSatisfy(comment -> assertThat(comment.body()).contains("e1e100000006"));
  }

  @Test
  void every_command_is_answered_and_an_unknown_one_too() {
    HostedPullRequest pull = world.openBroken();

    pull.comment("rita", "/retort plan");
    assertThat(world.awaitReply(pull, 1).body()).contains("```diff", "d1d100000004");
    pull.comment("rita", "/retort help");
    assertThat(world.awaitReply(pull, 2).body()).contains("/retort fix", "/retort plan");
    pull.comment("rita", "/retort dance");
    assertThat(world.awaitReply(pull, 3).body()).contains("dance", "/retort help");
    pull.comment("rita", "/retort explain RT101");
    assertThat(world.awaitReply(pull, 4).body()).contains("second head");
    pull.comment("rita", "/retort graph");
    assertThat(world.awaitReply(pull, 5).body()).contains("```mermaid", "d2d200000005");
    pull.comment("rita", "/retort check");
    assertThat(world.awaitReply(pull, 6).body()).contains("again");
  }
}
