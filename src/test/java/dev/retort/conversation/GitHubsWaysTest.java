package dev.retort.conversation;

import static dev.retort.conversation.World.revision;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.retort.Row;
import dev.retort.report.StickyComment;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.PostedCheckRun;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What GitHub does that is no fault, and has to be lived with.
@InWorld(movedOn = true)
class GitHubsWaysTest {
  private static final int FINDINGS = 500;

  private World world;

  private HostedPullRequest opened(String branch, Map<String, String> files) {
    world.shop.branch(branch, "main");
    world.shop.commit(branch, "Work on " + branch, files, "ada");
    return world.shop.openPullRequest("Work on " + branch, branch, "main", "ada");
  }

  @Row("F7")
  @DisplayName("F7 where it is not known which comment is ours, the oldest of several is kept")
  @Test
  void doubled_comments(@TempDir Path empty) {
    HostedPullRequest pull = world.openSecondHead("second", "d2d200000005");
    long oldest = world.sticky(pull).getFirst().id();
    pull.commentOfTheApp(StickyComment.MARKER + "\nOnce more.");
    pull.commentOfTheApp(StickyComment.MARKER + "\nAnd again.");

    world.restartWith(empty);
    pull.push("Go on", Map.of("README.md", "Going on.\n"));
    world.awaitConclusion(pull, "failure");
    world.settle();

    assertThat(world.sticky(pull)).singleElement().matches(comment -> comment.id() == oldest);
  }

  @Row("F8")
  @DisplayName("F8 a secondary limit is waited for, whichever status it comes with")
  @ParameterizedTest
  @ValueSource(ints = {403, 429})
  void a_secondary_limit(int status) throws InterruptedException {
    world.settle();
    world
        .github
        .faults()
        .on("repos/compare-commits")
        .answer(
            status,
            Map.of("Retry-After", "3"),
            message("You have exceeded a secondary rate limit. Please wait a few minutes."));
    HostedPullRequest pull = opened("docs", Map.of("README.md", "More.\n"));
    Awaitility.await().atMost(World.PATIENCE).until(() -> world.github.faults().unused().isEmpty());
    world.github.requests().clear();

    TimeUnit.SECONDS.sleep(1);

    assertThat(world.github.requests().all()).isEmpty();
    world.awaitConclusion(pull, "success");
  }

  @Row("F9")
  @DisplayName("F9 where the hour's calls are spent, work waits for the new hour")
  @Test
  void the_primary_limit() throws InterruptedException {
    world.settle();
    world
        .github
        .faults()
        .on("repos/compare-commits")
        .answer(
            403,
            Map.of(
                "X-RateLimit-Remaining",
                "0",
                "X-RateLimit-Reset",
                Long.toString(Instant.now().plusSeconds(4).getEpochSecond())),
            message("API rate limit exceeded for installation ID 1."));
    HostedPullRequest pull = opened("docs", Map.of("README.md", "More.\n"));
    Awaitility.await().atMost(World.PATIENCE).until(() -> world.github.faults().unused().isEmpty());
    world.github.requests().clear();

    TimeUnit.SECONDS.sleep(1);

    assertThat(world.github.requests().all()).isEmpty();
    world.awaitConclusion(pull, "success");
  }

  @Row("F20")
  @DisplayName("F20 a clock that is ten minutes off keeps no check away")
  @ParameterizedTest
  @ValueSource(longs = {-10, 10})
  void another_clock(long minutes) {
    world.settle();
    world.restartAt(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes)));

    HostedPullRequest pull = opened("feature", revision("d2d200000005", "d1d100000004"));

    world.awaitConclusion(pull, "success");
    // What is put off waits by the other clock.
    world.leaveUntidy();
  }

  @Row({"F21", "F22"})
  @DisplayName("F21 F22 very many findings are cut with a count, and annotated once each")
  @Test
  void very_many_findings() {
    Map<String, String> files = new HashMap<>();
    for (int i = 0; i < FINDINGS; i++) {
      files.putAll(revision("f%011d".formatted(i), "e%011d".formatted(i)));
    }
    HostedPullRequest pull = opened("many", files);

    PostedCheckRun check = world.awaitConclusion(pull, "failure");
    world.settle();

    assertThat(check.summary().orElseThrow().length()).isLessThanOrEqualTo(65_535);
    assertThat(check.annotations()).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    assertThat(world.sticky(pull)).hasSize(1);
    assertThat(world.sticky(pull).getFirst().body())
        .hasSizeLessThanOrEqualTo(65_536)
        .contains("more");
  }

  @Row("F33")
  @DisplayName("F33 a repository that was renamed goes on")
  @Test
  void renamed() {
    HostedPullRequest pull = world.openSecondHead("second", "d2d200000005");

    world.shop.rename("store");
    pull.comment("ada", "/retort fix");

    world.awaitConclusion(pull, "success");
  }

  @Row("F37")
  @DisplayName("F37 where GitHub does not know the commit any more the head is read again")
  @Test
  void an_unknown_commit() {
    world
        .github
        .faults()
        .on("checks/create")
        .answer(422, "No commit found for SHA: " + "1".repeat(40));

    HostedPullRequest pull = opened("docs", Map.of("README.md", "More.\n"));

    world.awaitConclusion(pull, "success");
    assertThat(world.github.faults().unused()).isEmpty();
  }

  private static JsonNode message(String text) {
    ObjectNode body = new ObjectMapper().createObjectNode();
    return body.put("message", text);
  }
}
