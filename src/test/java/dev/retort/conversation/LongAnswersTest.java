package dev.retort.conversation;

import static dev.retort.conversation.World.revision;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.retort.Row;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.PostedComment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// More to say than GitHub takes at once, and comments that are there already.
@InWorld(movedOn = true)
class LongAnswersTest {
  /// What GitHub takes in one request.
  private static final int ANNOTATIONS = 50;

  private World world;

  private HostedPullRequest openedWithFaults(int faults) {
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < faults; i++) {
      files.putAll(revision("e%011d".formatted(i), "f%011d".formatted(i)));
    }
    world.shop.branch("work", "main");
    world.shop.commit("work", "Much", files, "ada");
    return world.shop.openPullRequest("Much", "work", "main", "ada");
  }

  @DisplayName("F22 more than 50 annotations come in portions, none twice, whatever is lost")
  @Row("F22")
  @Test
  void many_annotations() {
    world.github.faults().on("checks/update").loseAnswer();
    HostedPullRequest pull = openedWithFaults(180);

    world.awaitConclusion(pull, "failure");
    world.settle();

    assertThat(world.github.faults().unused()).isEmpty();
    assertThat(world.github.requests().all())
        .allMatch(
            request -> request.body().path("output").path("annotations").size() <= ANNOTATIONS);
    assertThat(World.latest(pull).orElseThrow().annotations())
        .hasSizeGreaterThanOrEqualTo(180)
        .extracting(JsonNode::toString)
        .doesNotHaveDuplicates();
  }

  @DisplayName("F7 of several standing comments the oldest stays")
  @Row("F7")
  @Test
  void several_comments() {
    world.shop.branch("work", "old");
    world.shop.commit("work", "Add", Map.of("README.md", "More.\n"), "ada");
    HostedPullRequest pull = world.shop.openPullRequest("Add", "work", "main", "ada");
    world.awaitConclusion(pull, "success");
    world.settle();
    PostedComment oldest = pull.commentOfTheApp("<!-- retort:sticky -->\nOnce.");
    pull.commentOfTheApp("<!-- retort:sticky -->\nTwice.");
    pull.commentOfTheApp("<!-- retort:sticky -->\nThrice.");

    pull.push("Add", revision("d2d200000005", "cccc00000003"));
    world.awaitConclusion(pull, "failure");
    world.settle();

    assertThat(world.sticky(pull))
        .singleElement()
        .satisfies(comment -> {
          assertThat(comment.id()).isEqualTo(oldest.id());
          assertThat(comment.body()).doesNotContain("Once.");
        });
  }
}
