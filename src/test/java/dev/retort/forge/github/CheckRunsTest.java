package dev.retort.forge.github;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.retort.forge.github.GitHubScenario.REPOSITORY;
import static dev.retort.forge.github.GitHubScenario.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.forge.ForgeException;
import dev.retort.forge.Reads.CheckRun;
import dev.retort.report.CheckReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CheckRunsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CheckReport.Action FIX =
      new CheckReport.Action("Repair this branch", "Commits the repair", "fix");

  private final GitHubScenario github = new GitHubScenario();
  private final GitHubForge forge = github.forge();

  @AfterEach
  void stop() {
    github.close();
  }

  private static CheckReport report(int annotations) {
    return new CheckReport(
        "failure",
        "Two heads",
        "summary",
        "text",
        IntStream.range(0, annotations)
            .mapToObj(
                i -> new CheckReport.Annotation("a.py", i + 1, i + 1, "failure", "t", "m" + i))
            .toList(),
        List.of(FIX));
  }

  private static String run(long id, String status, String conclusion, long app, int annotations) {
    return """
    {"id":%d,"name":"retort","head_sha":"abc","external_id":"key","status":"%s","conclusion":%s,
     "app":{"id":%d},"output":{"annotations_count":%d},"pull_requests":[]}\
    """
        .formatted(
            id, status, conclusion.isEmpty() ? "null" : "\"" + conclusion + "\"", app, annotations);
  }

  private List<JsonNode> bodies() {
    return github.requests().stream()
        .map(request -> {
          try {
            return JSON.readTree(request.getBodyAsString());
          } catch (JsonProcessingException e) {
            throw new AssertionError(e);
          }
        })
        .toList();
  }

  private static List<String> messages(List<JsonNode> bodies) {
    List<String> messages = new ArrayList<>();
    bodies.forEach(body ->
        body.at("/output/annotations").forEach(a -> messages.add(a.get("message").asText())));
    return messages;
  }

  @Test
  void up_to_fifty_annotations_are_one_request() {
    github.on(
        post(urlEqualTo("/repositories/77/check-runs")),
        json(201, run(9, "completed", "failure", 4711, 50)));

    CheckRun made = forge.createCheckRun(REPOSITORY, "abc", "key", report(50));

    assertThat(made)
        .isEqualTo(new CheckRun(9, "key", "abc", "completed", Optional.of("failure"), 50));
    assertThat(bodies()).hasSize(1);
    JsonNode body = bodies().getFirst();
    assertThat(body.get("name").asText()).isEqualTo("retort");
    assertThat(body.get("status").asText()).isEqualTo("completed");
    assertThat(body.get("conclusion").asText()).isEqualTo("failure");
    assertThat(body.at("/output/annotations")).hasSize(50);
    assertThat(body.get("actions")).hasSize(1);
  }

  @Test
  @DisplayName("F22 more than fifty go in batches, none twice, and the last completes the run")
  void more_annotations_are_appended() {
    github.on(
        post(urlEqualTo("/repositories/77/check-runs")),
        json(201, run(9, "in_progress", "", 4711, 50)));
    github.on(
        patch(urlEqualTo("/repositories/77/check-runs/9")),
        json(200, run(9, "completed", "failure", 4711, 120)));

    CheckRun made = forge.createCheckRun(REPOSITORY, "abc", "key", report(120));

    assertThat(made.status()).isEqualTo("completed");
    assertThat(bodies()).hasSize(3);
    assertThat(bodies())
        .extracting(body -> body.at("/output/annotations").size())
        .containsExactly(50, 50, 20);
    assertThat(messages(bodies()))
        .containsExactlyElementsOf(IntStream.range(0, 120).mapToObj(i -> "m" + i).toList());
    assertThat(bodies())
        .extracting(body -> body.get("status").asText())
        .containsExactly("in_progress", "in_progress", "completed");
  }

  @Test
  @DisplayName("F22 what was posted before the process died is not posted again")
  void an_update_sends_only_the_rest() {
    github.on(
        patch(urlEqualTo("/repositories/77/check-runs/9")),
        json(200, run(9, "completed", "failure", 4711, 120)));

    forge.updateCheckRun(REPOSITORY, 9, "key", report(120), 50);

    assertThat(messages(bodies()))
        .containsExactlyElementsOf(IntStream.range(50, 120).mapToObj(i -> "m" + i).toList());
    assertThat(bodies()).hasSize(2);
  }

  @Test
  void an_update_with_nothing_left_to_add_is_one_request() {
    github.on(
        patch(urlEqualTo("/repositories/77/check-runs/9")),
        json(200, run(9, "completed", "failure", 4711, 3)));

    forge.updateCheckRun(REPOSITORY, 9, "key", report(3), 3);
    forge.updateCheckRun(REPOSITORY, 9, "key", report(3), 7);

    assertThat(bodies()).hasSize(2);
    assertThat(messages(bodies())).isEmpty();
    assertThat(bodies().getFirst().get("conclusion").asText()).isEqualTo("failure");
  }

  @Test
  void texts_are_kept_within_the_limits() {
    github.on(
        post(urlEqualTo("/repositories/77/check-runs")),
        json(201, run(9, "completed", "failure", 4711, 1)));
    String huge = "é".repeat(70_000);

    forge.createCheckRun(
        REPOSITORY,
        "abc",
        "key",
        new CheckReport(
            "failure",
            huge,
            huge,
            huge,
            List.of(new CheckReport.Annotation("a.py", 1, 1, "failure", huge, huge)),
            List.of()));

    JsonNode output = bodies().getFirst().get("output");
    assertThat(output.get("title").asText())
        .hasSizeLessThanOrEqualTo(255)
        .endsWith("more characters)");
    assertThat(output.get("summary").asText()).hasSizeLessThanOrEqualTo(65_535);
    assertThat(output.get("text").asText()).hasSizeLessThanOrEqualTo(65_535);
    JsonNode annotation = output.at("/annotations/0");
    assertThat(annotation.get("title").asText()).hasSizeLessThanOrEqualTo(255);
    assertThat(annotation.get("message").asText().getBytes(UTF_8))
        .hasSizeLessThanOrEqualTo(64 * 1024);
  }

  @Test
  @DisplayName("A16 another App's check run of our name is not ours")
  void only_our_own_runs_are_listed_the_latest_first() {
    github.on(
        get(urlPathEqualTo("/repositories/77/commits/abc/check-runs")),
        json(
            200,
            "{\"total_count\":3,\"check_runs\":[%s,%s,%s]}"
                .formatted(
                    run(1, "completed", "success", 4711, 0),
                    run(3, "in_progress", "", 4711, 2),
                    run(2, "completed", "success", 666, 0))));

    assertThat(forge.checkRuns(REPOSITORY, "abc"))
        .containsExactly(
            new CheckRun(3, "key", "abc", "in_progress", Optional.empty(), 2),
            new CheckRun(1, "key", "abc", "completed", Optional.of("success"), 0));
    assertThat(github.requests()).hasSize(1);
    assertThat(github.requests().getFirst().getUrl())
        .contains("check_name=retort", "app_id=4711", "filter=all", "per_page=100");
  }

  @Test
  @DisplayName("F22 a batch that fails leaves a run that says it is not done")
  void a_failed_batch_is_told() {
    github.on(
        post(urlEqualTo("/repositories/77/check-runs")),
        json(201, run(9, "in_progress", "", 4711, 50)));
    github.on(patch(urlEqualTo("/repositories/77/check-runs/9")), json(502, ""));

    assertThatThrownBy(() -> forge.createCheckRun(REPOSITORY, "abc", "key", report(51)))
        .isInstanceOf(ForgeException.Unavailable.class);
    assertThat(bodies().getFirst().get("status").asText()).isEqualTo("in_progress");
  }
}
