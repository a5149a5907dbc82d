package dev.retort.forge.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.retort.forge.MalformedPayloadException;
import dev.retort.forge.Payloads;
import dev.retort.forge.Repository;
import dev.retort.forge.WebhookEvent;
import dev.retort.forge.WebhookEvent.ButtonPressed;
import dev.retort.forge.WebhookEvent.CommentCreated;
import dev.retort.forge.WebhookEvent.Ignored;
import dev.retort.forge.WebhookEvent.InstallationChanged;
import dev.retort.forge.WebhookEvent.MergeGroupRequested;
import dev.retort.forge.WebhookEvent.PullRequestChanged;
import dev.retort.forge.WebhookEvent.PullRequestChanged.Action;
import dev.retort.forge.WebhookEvent.Push;
import dev.retort.forge.WebhookEvent.RecheckRequested;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WebhookEventTest {
  private static final Payloads READER = new EventReader();
  private static final String HEAD = "5bd5f196a46b8222fb7484f05faba41a73cf34bd";
  private static final String ZEROS = "0".repeat(40);
  private static final Repository REPOSITORY = new Repository(3, 42, "acme/app");
  private static final String COMMON =
      "\"installation\": {\"id\": 3}, \"repository\": {\"id\": 42, \"full_name\": \"acme/app\"},"
          + " \"sender\": {\"login\": \"ada\", \"id\": 11}";

  private static WebhookEvent read(String event, String json) {
    return READER.read(event, json.formatted(COMMON).getBytes(UTF_8));
  }

  private static WebhookEvent pullRequest(String action, String more) {
    return read(
        "pull_request",
        """
        {"action": "%s", %%s, "pull_request": {"number": 7, "draft": true, "merged": false,
          "head": {"sha": "%s"}, "base": {"ref": "main"}}%s}
        """
            .formatted(action, HEAD, more));
  }

  private static PullRequestChanged changed(Action action, Optional<String> baseBefore) {
    return new PullRequestChanged(
        REPOSITORY,
        action,
        7,
        HEAD,
        action == Action.SYNCHRONIZED ? Optional.of(ZEROS) : Optional.empty(),
        "main",
        baseBefore,
        true,
        false);
  }

  @Test
  void a_pull_request_is_read() {
    assertThat(pullRequest("opened", "")).isEqualTo(changed(Action.OPENED, Optional.empty()));
    assertThat(pullRequest("synchronize", ", \"before\": \"" + ZEROS + "\""))
        .isEqualTo(changed(Action.SYNCHRONIZED, Optional.empty()));
    assertThat(pullRequest("labeled", "")).isInstanceOf(Ignored.class);
  }

  @Test
  void an_edited_pull_request_matters_where_its_base_changed() {
    assertThat(pullRequest("edited", ", \"changes\": {\"base\": {\"ref\": {\"from\": \"dev\"}}}"))
        .isEqualTo(changed(Action.BASE_CHANGED, Optional.of("dev")));
    assertThat(pullRequest("edited", ", \"changes\": {\"title\": {\"from\": \"x\"}}"))
        .isInstanceOf(Ignored.class);
  }

  @Test
  void a_push_to_a_branch_is_read_and_a_tag_is_not() {
    var json =
        "{\"ref\": \"refs/%s\", \"before\": \"%s\", \"after\": \"%s\", \"created\": true, %%s}";
    assertThat(read("push", json.formatted("heads/release/1", ZEROS, HEAD)))
        .isEqualTo(new Push(REPOSITORY, "release/1", ZEROS, HEAD, true, false, false));
    assertThat(read("push", json.formatted("tags/v1", ZEROS, HEAD))).isInstanceOf(Ignored.class);
  }

  @Test
  @DisplayName("A13 a new comment is read, an edited one is ignored")
  void comments() {
    var json =
        """
        {"action": "%s", %%s, "issue": {"number": 7, "pull_request": {"url": "https://evil.example"}},
         "comment": {"id": 99, "user": {"login": "ada", "id": 12, "type": "User"}, "body": "/retort fix"}}
        """;
    assertThat(read("issue_comment", json.formatted("created")))
        .isEqualTo(new CommentCreated(REPOSITORY, 7, true, 99, "ada", 12, "User", "/retort fix"));
    assertThat(read("issue_comment", json.formatted("edited"))).isInstanceOf(Ignored.class);
    assertThat(read("issue_comment", json.formatted("deleted"))).isInstanceOf(Ignored.class);
  }

  @Test
  @DisplayName("A17 a pressed button says whose check run it is")
  void buttons() {
    var json =
        """
        {"action": "requested_action", %%s, "requested_action": {"identifier": "fix"},
         "check_run": {"id": 5, "external_id": "42#7 x", "head_sha": "%s", "app": {"id": 1234}, "pull_requests": [
           {"number": 7, "base": {"repo": {"id": 42}}}, {"number": 8, "base": {"repo": {"id": 43}}}]}}
        """
            .formatted(HEAD);
    assertThat(read("check_run", json))
        .isEqualTo(
            new ButtonPressed(REPOSITORY, "fix", 5, HEAD, 1234, "42#7 x", "ada", 11, List.of(7)));
  }

  @Test
  void a_recheck_of_a_run_or_of_a_suite_is_read() {
    var json =
        "{\"action\": \"rerequested\", %%s, \"%s\": {\"id\": 5, \"head_sha\": \"%s\", \"app\": {\"id\": 9}}}";
    assertThat(read("check_run", json.formatted("check_run", HEAD)))
        .isEqualTo(
            new RecheckRequested(REPOSITORY, Optional.of(5L), HEAD, 9, "", "ada", 11, List.of()));
    assertThat(read("check_suite", json.formatted("check_suite", HEAD)))
        .isEqualTo(
            new RecheckRequested(REPOSITORY, Optional.empty(), HEAD, 9, "", "ada", 11, List.of()));
  }

  @Test
  @DisplayName("A8 a commit id that is none is not taken over")
  void no_commit() {
    var json =
        "{\"ref\": \"refs/heads/main\", \"before\": \"%s\", \"after\": \"../../%s\", %%s}"
            .formatted(ZEROS, "a".repeat(34));
    assertThat(read("push", json)).isInstanceOf(Ignored.class);
  }

  @Test
  @DisplayName("F47 every example payload is read; those of an App's installation become events")
  void examples() {
    var kinds =
        ExamplePayloads.all().stream()
            .map(example -> READER.read(example.event(), example.body()))
            .collect(
                Collectors.groupingBy(e -> e.getClass().getSimpleName(), Collectors.counting()));
    assertThat(kinds.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(79);
    assertThat(kinds)
        .containsKeys("PullRequestChanged", "CommentCreated", "ButtonPressed", "RecheckRequested");
  }

  @Test
  @DisplayName("F47 no field of any example payload is trusted to be there, or to be what it was")
  void mutated_examples() {
    var mutations = 0;
    for (var example : ExamplePayloads.all()) {
      for (var path : pathsOf(example.payload(), 3)) {
        mutations += readMutated(example, path);
      }
    }
    assertThat(mutations).isGreaterThan(5_000);
  }

  /// One field made null, removed, and turned into each other type, one at a time.
  private static int readMutated(ExamplePayloads example, List<String> path) {
    var above = path.subList(0, path.size() - 1);
    var parent =
        (ObjectNode) example.payload().at(above.isEmpty() ? "" : "/" + String.join("/", above));
    var name = path.getLast();
    var original = parent.get(name);
    List<Consumer<ObjectNode>> changes =
        List.of(
            o -> o.putNull(name),
            o -> o.remove(name),
            o -> o.put(name, -1),
            o -> o.put(name, "§\u0000\u202e"),
            o -> o.putArray(name).addNull(),
            o -> o.putObject(name).put("unknown", 1.5));
    for (var change : changes) {
      change.accept(parent);
      assertThat(EventReader.read(example.event(), example.payload())).isNotNull();
      parent.set(name, original);
    }
    return changes.size();
  }

  private static List<List<String>> pathsOf(JsonNode payload, int depth) {
    var paths = new ArrayList<List<String>>();
    var waiting = new ArrayDeque<List<String>>();
    waiting.add(List.of());
    while (!waiting.isEmpty()) {
      var path = waiting.poll();
      var node = path.isEmpty() ? payload : payload.at("/" + String.join("/", path));
      if (node.isObject() && path.size() < depth) {
        for (var field : node.properties()) {
          if (matters(field.getKey())) {
            var deeper = new ArrayList<>(path);
            deeper.add(field.getKey());
            paths.add(deeper);
            waiting.add(deeper);
          }
        }
      }
    }
    return paths;
  }

  private static boolean matters(String field) {
    return !field.endsWith("_url") && !field.equals("_links") && !field.equals("reactions");
  }

  @Test
  @DisplayName("A7 JSON that is broken, too deep, or has a huge number is malformed")
  void malformed() {
    for (var body :
        List.of(
            "",
            "{",
            "[]",
            "7",
            "null",
            "{} {}",
            "{\"a\": " + "[".repeat(1001) + "]".repeat(1001) + "}",
            "{\"a\": " + "9".repeat(20_000) + "}",
            "{\"a\": 1e999999999}",
            "{\"a\": 123456789012345678901234567890}",
            "{\"a\": \"\u0007\"}")) {
      assertThatThrownBy(() -> READER.read("push", body.getBytes(UTF_8)))
          .as(body.substring(0, Math.min(40, body.length())))
          .isInstanceOf(MalformedPayloadException.class);
    }
    assertThatThrownBy(() -> READER.read("push", new byte[] {'{', (byte) 0xff, '}'}))
        .isInstanceOf(MalformedPayloadException.class);
  }

  @Test
  void json_that_is_deep_but_sane_is_read() {
    var body =
        "{\"a\": "
            + "[".repeat(150)
            + "]".repeat(150)
            + ", \"b\": 9223372036854775807, \"c\": 1.5e300}";
    assertThat(READER.read("unheard_of", body.getBytes(UTF_8))).isInstanceOf(Ignored.class);
  }

  @Test
  void a_merge_group_names_its_commit_and_what_it_is_built_on() {
    assertThat(
            read(
                "merge_group",
                """
                {"action": "checks_requested", %%s, "merge_group": {"head_sha": "%s",
                  "head_ref": "refs/heads/gh-readonly-queue/main/pr-7-%s",
                  "base_sha": "%s", "base_ref": "refs/heads/main"}}
                """
                    .formatted(HEAD, ZEROS, ZEROS)))
        .isEqualTo(
            new MergeGroupRequested(
                REPOSITORY, HEAD, "gh-readonly-queue/main/pr-7-" + ZEROS, ZEROS, "main"));
  }

  @Test
  void a_push_to_the_queues_own_branch_is_no_base_move() {
    assertThat(
            read(
                "push",
                """
                {"ref": "refs/heads/gh-readonly-queue/main/pr-7", "before": "%s", "after": "%s", %%s}
                """
                    .formatted(ZEROS, HEAD)))
        .isInstanceOf(Ignored.class);
  }

  @Test
  void an_installation_that_ends_names_what_is_out_of_reach() {
    assertThat(
            READER.read(
                "installation",
                """
                {"action": "deleted", "installation": {"id": 3, "account": {"login": "acme"}},
                 "repositories": [{"id": 42, "full_name": "acme/app"}]}
                """
                    .getBytes(UTF_8)))
        .isEqualTo(
            new InstallationChanged(
                3, "acme", InstallationChanged.Change.DELETED, List.of(), List.of(REPOSITORY)));
  }
}
