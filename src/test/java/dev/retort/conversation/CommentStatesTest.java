package dev.retort.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.PostedCheckRun;
import dev.retort.standin.PostedReviewComment;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What people, bots and agents read in a pull request from its first red check to the last.
@InWorld(movedOn = true)
class CommentStatesTest {
  private static final String OPENING = "<!-- retort:json ";
  private static final String CLOSING = " -->";

  private World world;

  @Test
  void the_comment_goes_from_to_do_over_repaired_to_all_clear_and_the_title_says_the_risk() {
    HostedPullRequest pull = world.openSecondHead("second", "d2d200000005");
    assertThat(comment(pull)).contains("🔴 **To do** · ");
    assertThat(title(pull)).startsWith("blocked · ");

    pull.comment("ada", "/retort fix");
    world.awaitConclusion(pull, "success");
    world.settle();
    assertThat(comment(pull)).contains("🔧 **Repaired** · ", "as `ada` asked; `git revert ");
    assertThat(title(pull)).startsWith("safe · ");

    pull.push("Go on", Map.of("notes.txt", "Notes.\n"));
    world.awaitConclusion(pull, "success");
    world.settle();
    assertThat(comment(pull)).contains("✅ **All clear** · ").doesNotContain("To do", "Repaired");
    assertThat(pull.comments().stream().filter(each -> each.body().contains("retort:sticky")))
        .as("the same one all the time")
        .hasSize(1);
  }

  @Test
  void what_is_let_pass_needs_a_look_and_what_was_always_well_gets_no_comment() {
    HostedPullRequest accepted = world.openSecondHead("second", "d2d200000005");
    accepted.comment("ada", "/retort accept RT101 because we merge them on Friday");
    assertThat(world.awaitConclusion(accepted, "success").title().orElseThrow())
        .startsWith("needs a look · ");

    world.shop.branch("well", "main");
    world.shop.commit("well", "Add", World.revision("e3e300000006", "d1d100000004"), "ada");
    HostedPullRequest well = world.shop.openPullRequest("Add", "well", "main", "ada");
    PostedCheckRun check = world.awaitConclusion(well, "success");
    world.settle();

    assertThat(check.title().orElseThrow()).startsWith("safe · ");
    assertThat(world.ours(well)).isEmpty();
    assertThat(well.reviewComments()).isEmpty();
  }

  @Test
  void comment_and_check_end_with_the_same_facts_for_bots() {
    HostedPullRequest pull = world.openSecondHead("second", "d2d200000005");
    PostedCheckRun check = World.latest(pull).orElseThrow();

    JsonNode facts = facts(comment(pull));

    assertThat(facts).isEqualTo(facts(check.text().orElseThrow()));
    assertThat(facts.path("conclusion").asText()).isEqualTo("failure");
    assertThat(facts.path("risk").asText()).isEqualTo("blocked");
    JsonNode finding = facts.at("/environments/0/findings/0");
    assertThat(finding.path("code").asText()).isEqualTo("RT101");
    assertThat(finding.path("path").asText()).isEqualTo(World.path("d2d200000005"));
    assertThat(finding.path("line").asInt()).isEqualTo(11);
    assertThat(facts.at("/environments/0/repairs/0/patch").asText())
        .contains("+down_revision = 'd1d100000004'");
    assertThat(facts.path("commands").toString())
        .isEqualTo("[\"/retort fix\",\"/retort plan\",\"/retort check\"]");
  }

  @Test
  void each_place_says_its_own_part_and_none_the_others() {
    String id = "d2d200000005";
    world.shop.branch("second", "old");
    String text = World.text(id, "cccc00000003").replace("step " + id, "add refunds");
    world.shop.commit("second", "Add", Map.of(World.path(id), text), "ada");
    HostedPullRequest pull = world.shop.openPullRequest("Add refunds", "second", "main", "ada");
    PostedCheckRun check = world.awaitConclusion(pull, "failure");
    world.settle();
    String where = check.annotations().getFirst().path("message").asText();
    String suggestion =
        pull.reviewComments().stream().map(each -> each.body()).collect(Collectors.joining());

    assertThat(where.lines().count()).as("where and why in two lines: %s", where).isBetween(1L, 2L);
    assertThat(where).contains("already continues from there");
    for (String other : List.of(check.title().orElseThrow(), suggestion, visible(comment(pull)))) {
      assertThat(other).doesNotContain("would refuse", where);
    }
    assertThat(suggestion).contains("```suggestion", "down_revision = 'd1d100000004'");
    assertThat(visible(comment(pull))).contains("\"add refunds\" `d2d200000005`");
  }

  @Test
  void suggestions_alone_and_the_comment_alone_are_switched_off() {
    world.shop.commit(
        "main", "Settings", Map.of(".github/retort.yml", "comments: {suggestions: false}\n"));
    world.settle();
    HostedPullRequest unsuggested = world.openSecondHead("second", "d2d200000005");
    assertThat(world.sticky(unsuggested)).hasSize(1);
    assertThat(unsuggested.reviewComments()).isEmpty();

    world.shop.commit(
        "main", "Settings", Map.of(".github/retort.yml", "comments: {sticky: false}\n"));
    world.settle();
    HostedPullRequest uncommented = world.openSecondHead("third", "e3e300000006");
    assertThat(world.ours(uncommented)).isEmpty();
    assertThat(uncommented.reviewComments()).isNotEmpty();

    unsuggested.push("Continue", World.revision("d2d200000005", "d1d100000004"));
    world.awaitConclusion(unsuggested, "success");
    world.shop.commit(
        "main", "Settings", Map.of(".github/retort.yml", "comments: {suggestions: false}\n"));
    world.settle();
    assertThat(comment(unsuggested)).as("what stands there stays true").contains("All clear");
    assertThat(uncommented.reviewComments()).isNotEmpty().allMatch(PostedReviewComment::isResolved);
  }

  private String comment(HostedPullRequest pull) {
    assertThat(world.sticky(pull)).hasSize(1);
    return world.sticky(pull).getFirst().body();
  }

  private static String visible(String body) {
    return body.replaceAll("(?s)<!--.*?-->", "");
  }

  private static String title(HostedPullRequest pull) {
    return World.latest(pull).orElseThrow().title().orElseThrow();
  }

  private static JsonNode facts(String body) {
    assertThat(body.strip()).endsWith(CLOSING);
    int from = body.lastIndexOf(OPENING) + OPENING.length();
    return World.json(body.substring(from, body.lastIndexOf(CLOSING)));
  }
}
