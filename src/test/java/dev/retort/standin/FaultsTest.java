package dev.retort.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Faults come when they were planned, and go.
class FaultsTest {
  private static final String PULL = "/repos/acme/shop/pulls/1";

  private StandIn github;
  private HostedRepository shop;
  private HostedPullRequest pull;
  private Client client;

  @BeforeEach
  void start() {
    github = StandIn.start(RegisteredApp.retort());
    shop = github.repository("acme/shop");
    shop.commit("main", "Start", Map.of("a.py", "a\nb\r\n"));
    shop.branch("feature", "main");
    shop.commit("feature", "Work", Map.of("b.py", "one\r\ntwo\r\nthree\r\n"), "ann");
    pull = shop.openPullRequest("Work", "feature", "main", "ann");
    client = Client.asInstallation(github);
  }

  @AfterEach
  void stop() {
    github.close();
  }

  @Test
  @DisplayName("F10 F13 an operation fails as often as planned, others don't")
  void an_operation_fails_as_often_as_planned() {
    github.faults().on("pulls/get").after(1).times(2).answer(502, "Bad Gateway");
    assertThat(client.get(PULL).status()).isEqualTo(200);
    assertThat(client.get(PULL).status()).isEqualTo(502);
    assertThat(client.get(PULL + "/files").status()).isEqualTo(200);
    assertThat(github.faults().unused()).hasSize(1);
    assertThat(client.get(PULL).status()).isEqualTo(502);
    assertThat(client.get(PULL).status()).isEqualTo(200);
    assertThat(github.faults().unused()).isEmpty();
    assertThat(github.requests().count("pulls/get")).isEqualTo(4);
  }

  @Test
  @DisplayName("F11 an answer is lost after the comment was stored, or the request before")
  void connections_break_before_or_after_the_deed() {
    String path = "/repos/acme/shop/issues/1/comments";
    github.faults().on("issues/create-comment").loseAnswer();
    assertThatThrownBy(() -> client.post(path, "body", "b"))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(pull.comments()).hasSize(1);
    github.faults().on("issues/create-comment").breakConnection();
    assertThatThrownBy(() -> client.post(path, "body", "b"))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(pull.comments()).hasSize(1);
  }

  @Test
  @DisplayName("F14 the head before the last push is shown for a while")
  void the_old_head_is_shown_for_a_while() {
    String old = pull.headSha();
    String now = pull.push("More", Map.of("c.py", "c\n"));
    github.faults().staleHead(pull, 2);
    assertThat(shownHead()).isEqualTo(old);
    assertThat(shownHead()).isEqualTo(old);
    assertThat(shownHead()).isEqualTo(now);
  }

  private String shownHead() {
    return client.get(PULL).body().at("/head/sha").asText();
  }

  @Test
  void something_else_happens_just_before_or_after() {
    AtomicInteger seen = new AtomicInteger(-1);
    github.faults().on("issues/create-comment").before(() -> seen.set(pull.comments().size()));
    client.post("/repos/acme/shop/issues/1/comments", "body", "b");
    assertThat(seen).hasValue(0);
    github.faults().on("issues/create-comment").then(() -> seen.set(pull.comments().size()));
    client.post("/repos/acme/shop/issues/1/comments", "body", "b");
    assertThat(seen).hasValue(2);
  }

  private void suggest(String body, Map<String, ?> where) {
    var json = Json.object("commit_id", pull.headSha(), "path", "b.py", "body", body);
    where.forEach((name, value) -> json.set(name, Json.value(value)));
    assertThat(client.post(PULL + "/comments", json.toString()).status()).isEqualTo(201);
  }

  @Test
  void a_suggestion_replaces_exactly_its_lines_and_keeps_their_ends() {
    suggest("Take:\n```suggestion\nTWO\n```\n", Map.of("line", 2, "start_line", 1));
    github.applySuggestion(pull.reviewComments().getFirst(), "ann");
    assertThat(shop.text("feature", "b.py")).contains("TWO\r\nthree\r\n");
    assertThat(github.webhooks().log("pull_request", "synchronize")).hasSize(1);
  }

  @Test
  void a_suggestion_for_lines_that_changed_since_is_refused() {
    suggest("```suggestion\nTWO\n```\n", Map.of("line", 2));
    pull.push("More", Map.of("b.py", "one\r\n2\r\nthree\r\n"));
    PostedReviewComment comment = pull.reviewComments().getFirst();
    assertThatThrownBy(() -> github.applySuggestion(comment, "ann"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("outdated");
  }

  @Test
  void a_merge_that_conflicts_is_refused_and_seen_beforehand() {
    shop.commit("main", "Theirs", Map.of("b.py", "other\n"));
    assertThat(client.get(PULL).body().get("mergeable").asBoolean()).isFalse();
    assertThatThrownBy(() -> shop.merge(pull)).hasMessageContaining("conflicts");
    assertThat(pull.isOpen()).isTrue();
  }
}
