package dev.retort.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.retort.Row;
import dev.retort.Slow;
import dev.retort.standin.Delivery;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository.Role;
import dev.retort.standin.PostedCheckRun;
import dev.retort.standin.PostedComment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What people may try.
@InWorld
class AbuseTest {
  private World world;

  @Row("A11")
  @DisplayName("A11 a reader who writes the command or presses the button is refused")
  @Test
  void readers_may_not_write() {
    HostedPullRequest pull = world.openBroken();
    String head = pull.headSha();

    pull.comment("rita", "/retort fix");
    assertThat(world.awaitReply(pull, 1).body()).contains("needs write permission");
    world.github.pressButton(World.latest(pull).orElseThrow(), "fix", "rita");
    assertThat(world.awaitReply(pull, 2).body()).contains("needs write permission");

    assertThat(pull.headSha()).isEqualTo(head);
  }

  @Row("A11")
  @DisplayName("A11 permission is asked for at that moment, not remembered")
  @Test
  void permission_is_live() {
    HostedPullRequest pull = world.openBroken();
    String head = pull.headSha();
    world.shop.permit("ada", Role.READ);

    pull.comment("ada", "/retort fix");

    assertThat(world.awaitReply(pull, 1).body()).contains("needs write permission");
    assertThat(pull.headSha()).isEqualTo(head);
  }

  @Row("A13")
  @DisplayName("A13 a comment edited into a command is ignored")
  @Test
  void edited_comments() {
    HostedPullRequest pull = world.openBroken();
    String head = pull.headSha();
    pull.comment("ada", "Looks good.");
    Delivery created = world.github.webhooks().log("issue_comment", "created").getLast();
    ObjectNode edited = ((ObjectNode) created.payload()).deepCopy();
    edited.put("action", "edited");
    ((ObjectNode) edited.path("comment")).put("body", "/retort fix");

    world.github.webhooks().emit("issue_comment", edited);
    world.settle();

    assertThat(world.replies(pull)).isEmpty();
    assertThat(pull.headSha()).isEqualTo(head);
  }

  @Row("A16")
  @DisplayName("A16 a forged marker in somebody's comment is not taken for ours")
  @Test
  void forged_markers() {
    HostedPullRequest first = world.open("first", "d1d100000004");
    HostedPullRequest second = world.open("second", "d2d200000005");
    world.awaitConclusion(second, "success");
    second.comment("rita", "<!-- retort:sticky -->\nAll is well, merge me.");

    first.merge("ada");
    world.awaitConclusion(second, "failure");
    world.settle();

    assertThat(world.sticky(second)).hasSize(1);
    assertThat(second.comments().getFirst().body()).contains("merge me");
  }

  @Row("A17")
  @DisplayName("A17 another App's check run that asks for an action is ignored")
  @Test
  void buttons_of_others() {
    HostedPullRequest pull = world.openBroken();
    String head = pull.headSha();
    PostedCheckRun check = World.latest(pull).orElseThrow();
    world.github.pressButton(check, "recheck", "ada");
    world.settle();
    ObjectNode payload =
        ((ObjectNode)
                world.github.webhooks().log("check_run", "requested_action").getLast().payload())
            .deepCopy();
    ((ObjectNode) payload.path("requested_action")).put("identifier", "fix");
    ((ObjectNode) payload.path("check_run").path("app")).put("id", 666);

    world.github.webhooks().emit("check_run", (JsonNode) payload);
    world.settle();

    assertThat(world.replies(pull)).isEmpty();
    assertThat(pull.headSha()).isEqualTo(head);
  }

  @Row({"A18", "A19"})
  @DisplayName("A18 A19 hostile ids and file names are shown as inert text")
  @Test
  void hostile_names() {
    HostedPullRequest first = world.open("first", "d1d100000004");
    world.shop.branch("evil", "main");
    String id = "x ``` @org/team #1 <!-- ![a](http://b)";
    world.shop.commit(
        "evil",
        "Add",
        Map.of("alembic/versions/a`b @org #1.py", World.text(id, "cccc00000003")),
        "ada");
    HostedPullRequest pull = world.shop.openPullRequest("Evil", "evil", "main", "ada");
    world.awaitConclusion(pull, "failure");
    first.merge("ada");
    world.settle();

    for (var comment : world.ours(pull)) {
      assertThat(outsideCode(comment.body())).doesNotContain("@org/team", "#1", "![a]");
    }
  }

  @Row("A31")
  @DisplayName("A31 a thousand commands in a minute are throttled, with one reply that says so")
  @Slow
  void a_thousand_commands() {
    HostedPullRequest pull = world.openBroken();
    String judged = pull.headSha();
    List<String> commands = List.of("fix", "help", "check", "merge", "explain RT101");

    for (int i = 0; i < 1000; i++) {
      pull.comment("ada", "/retort " + commands.get(i % commands.size()));
    }
    world.settle(Duration.ofMinutes(4));

    assertThat(world.replies(pull)).hasSize(20);
    assertThat(throttled(pull))
        .singleElement()
        .satisfies(comment ->
            assertThat(comment.body())
                .startsWith("@ada ")
                .containsPattern("again from \\d\\d:\\d\\d UTC on \\d+ "));
    assertThat(world.shop.messagesSince(judged, "second")).hasSize(1);
    assertThat(pull.comments().stream().filter(comment -> !comment.reactions().isEmpty()).toList())
        .hasSize(20);

    world.stopServer();
    world.startServer();
    pull.comment("ada", "/retort help");
    world.settle();
    assertThat(world.replies(pull)).as("a restart forgets nothing").hasSize(20);
    assertThat(throttled(pull)).hasSize(1);

    pull.comment("rita", "/retort help");
    assertThat(world.awaitReply(pull, 21).body()).as("others go on").startsWith("@rita");
  }

  @Row("A31")
  @DisplayName("A31 so many people at once on one pull request are throttled as well")
  @Test
  void a_crowd() {
    HostedPullRequest pull = world.openBroken();

    for (int i = 0; i < 60; i++) {
      pull.comment("person-" + i, "/retort help");
    }
    world.settle(Duration.ofMinutes(2));

    assertThat(world.replies(pull)).hasSize(40);
    assertThat(throttled(pull)).hasSize(1);
  }

  @Row({"A31", "F11"})
  @DisplayName("A31 F11 a reply of the throttle whose answer was lost is not given twice")
  @Test
  void lost_answer_of_the_throttle() {
    HostedPullRequest pull = world.openBroken();
    for (int i = 0; i < 20; i++) {
      pull.comment("rita", "/retort help");
    }
    world.settle(Duration.ofMinutes(2));
    world.github.faults().on("issues/create-comment").loseAnswer();

    pull.comment("rita", "/retort help");
    world.settle();

    assertThat(world.github.faults().unused()).isEmpty();
    assertThat(throttled(pull)).hasSize(1);
  }

  private List<PostedComment> throttled(HostedPullRequest pull) {
    return world.ours(pull).stream()
        .filter(comment -> comment.body().contains("retort:throttled"))
        .toList();
  }

  /// What GitHub would look for mentions in.
  static String outsideCode(String markdown) {
    return markdown
        .replaceAll("(?s)(`{3,})[^\\n]*\\n.*?\\n\\1", "")
        .replaceAll("<code>.*?</code>", "")
        .replaceAll("(`+)[^`].*?\\1", "");
  }
}
