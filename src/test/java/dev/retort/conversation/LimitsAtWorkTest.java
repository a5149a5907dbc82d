package dev.retort.conversation;

import static dev.retort.conversation.World.revision;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.retort.Row;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.LoggedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// GitHub's limits, met by the whole server: silence is kept, also over a restart, and writes are
/// spaced.
@InWorld
class LimitsAtWorkTest {
  private static final Duration SILENCE = Duration.ofSeconds(4);

  private World world;

  @BeforeEach
  void begin() {
    world.settle();
  }

  @AfterEach
  void end() {
    world.github.faults().clear();
  }

  private HostedPullRequest docs(String branch) {
    world.shop.branch(branch, "main");
    world.shop.commit(branch, "Docs", Map.of("README.md", branch + "\n"), "ada");
    return world.shop.openPullRequest("Docs", branch, "main", "ada");
  }

  /// The first request after the one that was refused comes no sooner than GitHub said, although
  /// the server was started anew in between.
  private void silenceIsKept(HostedPullRequest pull) throws InterruptedException {
    LoggedRequest refused = awaitRefusal();
    TimeUnit.MILLISECONDS.sleep(300);
    world.restart(World.QUICK);
    HostedPullRequest another = docs("another");

    world.awaitConclusion(pull, "success");
    world.awaitConclusion(another, "success");

    Instant next =
        ofTheInstallation().stream()
            .filter(request -> request.number() > refused.number())
            .map(LoggedRequest::at)
            .min(Instant::compareTo)
            .orElseThrow();
    assertThat(next).isAfterOrEqualTo(refused.at().plus(SILENCE).minusSeconds(1));
  }

  private LoggedRequest awaitRefusal() {
    org.awaitility.Awaitility.await()
        .atMost(World.PATIENCE)
        .until(() -> ofTheInstallation().stream().anyMatch(each -> each.status() == 403));
    return ofTheInstallation().stream()
        .filter(each -> each.status() == 403)
        .findFirst()
        .orElseThrow();
  }

  private List<LoggedRequest> ofTheInstallation() {
    return world.github.requests().all().stream()
        .filter(request -> !request.operation().startsWith("apps/"))
        .toList();
  }

  @DisplayName("F8 a secondary limit silences the installation for as long as GitHub says")
  @Row("F8")
  @Test
  void a_secondary_limit() throws InterruptedException {
    world.github.requests().clear();
    world
        .github
        .faults()
        .on("pulls/get")
        .answer(
            403,
            Map.of("Retry-After", String.valueOf(SILENCE.toSeconds())),
            JsonNodeFactory.instance
                .objectNode()
                .put("message", "You have exceeded a secondary rate limit."));

    silenceIsKept(docs("first"));
  }

  @DisplayName("F9 with the hour's calls spent the work waits for the next")
  @Row("F9")
  @Test
  void the_primary_limit() throws InterruptedException {
    world.github.requests().clear();
    world
        .github
        .faults()
        .on("pulls/get")
        .answer(
            403,
            Map.of(
                "X-RateLimit-Remaining",
                "0",
                "X-RateLimit-Reset",
                String.valueOf(Instant.now().plus(SILENCE).plusSeconds(1).getEpochSecond())),
            JsonNodeFactory.instance.objectNode().put("message", "API rate limit exceeded"));

    silenceIsKept(docs("first"));
  }

  @DisplayName("writes of an installation are spaced, and a restart does not count them anew")
  @Test
  void writes_are_spaced() {
    int most = 4;
    Duration time = Duration.ofSeconds(3);
    world.restart(World.writing(most, time));
    world.github.requests().clear();
    List<HostedPullRequest> pulls = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      pulls.add(docs("first-" + i));
    }
    world.awaitConclusion(pulls.getFirst(), "success");
    world.restart(World.writing(most, time));
    for (int i = 0; i < 4; i++) {
      pulls.add(docs("second-" + i));
    }

    pulls.forEach(pull -> world.awaitConclusion(pull, "success"));
    world.settle();

    List<LoggedRequest> writes = world.github.requests().writes();
    assertThat(writes).hasSizeGreaterThanOrEqualTo(9);
    for (int i = most; i < writes.size(); i++) {
      assertThat(Duration.between(writes.get(i - most).at(), writes.get(i).at()))
          .as("from write %d to %d of %s", i - most, i, writes)
          .isGreaterThan(time.minusMillis(500));
    }
  }

  @DisplayName("F37 a commit that GitHub does not know any more ends the work on it")
  @Row("F37")
  @Test
  void a_commit_that_is_gone() {
    HostedPullRequest pull = world.open("first", "d1d100000004");
    world.awaitConclusion(pull, "success");
    world.settle();
    world
        .github
        .faults()
        .on("repos/compare-commits")
        .before(() -> pull.push("Next", revision("e3e300000007", "d1d100000004")));
    world.github.faults().on("checks/create").answer(422, "No commit found for SHA");

    pull.push("More", Map.of("README.md", "More.\n"));
    world.settle();

    assertThat(world.github.faults().unused()).isEmpty();
    world.awaitConclusion(pull, "success");
    assertThat(pull.checkRuns()).hasSize(1);
  }
}
