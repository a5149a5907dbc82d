package dev.retort.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The stand-in refuses what GitHub refuses, each next to what is let through.
class RefusalsTest {
  private static final String SHOP = "/repos/acme/shop";

  private StandIn github;
  private HostedRepository shop;
  private HostedPullRequest pull;
  private Client client;

  @BeforeEach
  void start() {
    github = StandIn.start(RegisteredApp.retort());
    shop = github.repository("acme/shop");
    shop.commit("main", "Start", Map.of("a.py", lines(1, 60)));
    shop.branch("feature", "main");
    shop.commit("feature", "Work", Map.of("a.py", "first\n" + lines(1, 60) + "last\n"), "ann");
    pull = shop.openPullRequest("Work", "feature", "main", "ann");
    client = Client.asInstallation(github);
  }

  private static String lines(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i <= to; i++) {
      text.append("line ").append(i).append('\n');
    }
    return text.toString();
  }

  @AfterEach
  void stop() {
    RegisteredApp app = github.app();
    RegisteredApp.GRANTED.forEach(app::grant);
    github.close();
  }

  private Client.Reply check(Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(Map.of("name", "retort", "head_sha", pull.headSha()));
    body.putAll(more);
    return client.post(SHOP + "/check-runs", Json.value(body).toString());
  }

  private Client.Reply comment(Map<String, ?> where) {
    Map<String, Object> body =
        new HashMap<>(Map.of("commit_id", pull.headSha(), "path", "a.py", "body", "hm"));
    body.putAll(where);
    return client.post(SHOP + "/pulls/1/comments", Json.value(body).toString());
  }

  private void assertIllegal(String word) {
    assertThat(github.takeIllegalRequests()).hasSize(1).first().asString().contains(word);
  }

  private static Map<String, Object> annotation(int start, int end) {
    return Map.of(
        "path", "a.py",
        "start_line", start,
        "end_line", end,
        "annotation_level", "failure",
        "message", "m");
  }

  private static Map<String, Object> output(List<?> annotations) {
    return Map.of("title", "t", "summary", "s", "annotations", annotations);
  }

  @Test
  void a_token_takes_a_signature_of_the_app_that_is_neither_old_nor_far_ahead() {
    Instant now = Instant.now();
    String path = "/app/installations/" + github.installation() + "/access_tokens";
    Duration minute = Duration.ofMinutes(1);
    assertThat(token(path, now.minus(minute), now.plus(minute.multipliedBy(9)))).isEqualTo(201);
    assertThat(token(path, now.minus(minute), now.plus(minute.multipliedBy(11)))).isEqualTo(401);
    assertThat(token(path, now.plus(minute), now.plus(minute.multipliedBy(5)))).isEqualTo(401);
    assertThat(token(path, now.minus(minute), now.minusSeconds(1))).isEqualTo(401);
    assertThat(Client.with(github, "Bearer a.b.c").post(path, "{}").status()).isEqualTo(401);
    assertThat(Client.asApp(github).post("/app/installations/1/access_tokens", "{}").status())
        .isEqualTo(404);
  }

  private int token(String path, Instant issued, Instant expires) {
    String jwt = Client.jwt(github.app(), issued, expires);
    return Client.with(github, "Bearer " + jwt).post(path, "{}").status();
  }

  @Test
  void a_token_is_worth_nothing_when_it_is_revoked_wrong_or_an_hour_old() {
    assertThat(client.get(SHOP).status()).isEqualTo(200);
    assertThat(Client.with(github, "Bearer nonsense").get(SHOP).status()).isEqualTo(401);
    github.setClock(() -> Instant.now().plus(Duration.ofMinutes(61)));
    assertThat(client.get(SHOP).status()).isEqualTo(401);
    github.setClock(Instant::now);
    assertThat(client.get(SHOP).status()).isEqualTo(200);
    github.revokeTokens();
    assertThat(client.get(SHOP).status()).isEqualTo(401);
  }

  @Test
  void a_missing_permission_is_403_and_a_repository_out_of_reach_404() {
    github.app().grant("checks", "read");
    client = Client.asInstallation(github);
    assertThat(check(Map.of()).body().get("message").asText())
        .isEqualTo("Resource not accessible by integration");
    assertThat(client.get(SHOP + "/commits/main/check-runs").status()).isEqualTo(200);
    github.repository("other/secret").uninstall();
    assertThat(client.get("/repos/other/secret").status()).isEqualTo(404);
  }

  @Test
  void a_check_run_keeps_the_limits() {
    List<?> fifty = Collections.nCopies(50, annotation(1, 1));
    List<?> fiftyOne = Collections.nCopies(51, annotation(1, 1));
    assertThat(check(Map.of("output", output(fifty))).status()).isEqualTo(201);
    assertThat(check(Map.of("output", output(fiftyOne))).status()).isEqualTo(422);
    assertIllegal("annotations");
    Map<String, String> action = Map.of("label", "l", "description", "d", "identifier", "i");
    assertThat(check(Map.of("actions", Collections.nCopies(3, action))).status()).isEqualTo(201);
    assertThat(check(Map.of("actions", Collections.nCopies(4, action))).status()).isEqualTo(422);
    assertIllegal("actions");
    Map<String, String> wordy =
        Map.of("label", "x".repeat(21), "description", "d", "identifier", "i");
    assertThat(check(Map.of("actions", List.of(wordy))).status()).isEqualTo(422);
    assertIllegal("label");
    assertThat(check(Map.of("status", "completed")).status()).isEqualTo(422);
    assertThat(check(Map.of("head_sha", "0".repeat(39) + "1")).status()).isEqualTo(422);
    assertThat(check(Map.of("output", output(List.of(annotation(3, 2))))).status()).isEqualTo(422);
    assertThat(check(Map.of("name", "n".repeat(256))).status()).isEqualTo(422);
  }

  @Test
  void a_comment_holds_65536_characters_and_no_more() {
    String path = SHOP + "/issues/1/comments";
    assertThat(client.post(path, "body", "x".repeat(65_536)).status()).isEqualTo(201);
    assertThat(client.post(path, "body", "x".repeat(65_537)).status()).isEqualTo(422);
    assertThat(client.post(path, "body", " ").status()).isEqualTo(422);
    pull.lockConversation();
    assertThat(client.post(path, "body", "x").status()).isEqualTo(403);
  }

  @Test
  void a_review_comment_stands_on_lines_of_one_hunk() {
    assertThat(comment(Map.of("line", 1, "side", "RIGHT")).status()).isEqualTo(201);
    assertThat(comment(Map.of("line", 4, "start_line", 1, "side", "RIGHT")).status())
        .isEqualTo(201);
    assertThat(comment(Map.of("line", 30, "side", "RIGHT")).status()).isEqualTo(422);
    assertThat(comment(Map.of("line", 2, "start_line", 2, "side", "RIGHT")).status())
        .isEqualTo(422);
    assertThat(comment(Map.of("line", 62, "start_line", 1, "side", "RIGHT")).status())
        .isEqualTo(422);
    assertThat(comment(Map.of("line", 1, "side", "RIGHT", "path", "none.py")).status())
        .isEqualTo(422);
    assertThat(comment(Map.of("subject_type", "file")).status()).isEqualTo(201);
    assertThat(pull.reviewComments()).hasSize(3);
  }

  @Test
  void a_branch_moves_only_forward_unless_forced() {
    String old = shop.tip("main").orElseThrow();
    String ref = SHOP + "/git/refs/heads/feature";
    assertThat(client.patch(ref, "sha", old).body().get("message").asText())
        .isEqualTo("Update is not a fast forward");
    assertThat(client.patch(ref, "sha", "0".repeat(40)).status()).isEqualTo(422);
    assertThat(client.patch(SHOP + "/git/refs/heads/none", "sha", old).status()).isEqualTo(422);
    assertThat(client.post(SHOP + "/git/refs", "ref", "refs/heads/main", "sha", old).status())
        .isEqualTo(422);
    assertThat(client.patch(ref, "sha", old, "force", true).status()).isEqualTo(200);
    assertThat(shop.tip("feature")).contains(old);
  }

  @Test
  void a_tree_takes_no_workflow_no_way_out_and_no_unknown_blob() {
    assertThat(tree("b.py").status()).isEqualTo(201);
    assertThat(tree(".github/workflows/ci.yml").status()).isEqualTo(403);
    assertThat(tree("../b.py").status()).isEqualTo(422);
    assertThat(tree(".git/config").status()).isEqualTo(422);
    Map<String, String> unknown =
        Map.of("path", "b", "mode", "100644", "type", "blob", "sha", "0".repeat(39) + "1");
    assertThat(client.post(SHOP + "/git/trees", "tree", List.of(unknown)).status()).isEqualTo(422);
  }

  private Client.Reply tree(String path) {
    Map<String, String> entry =
        Map.of("path", path, "mode", "100644", "type", "blob", "content", "x");
    return client.post(SHOP + "/git/trees", "base_tree", pull.headSha(), "tree", List.of(entry));
  }

  @Test
  void a_commit_without_names_is_signed_by_github_and_one_with_names_is_not() {
    String tree = tree("b.py").body().get("sha").asText();
    String path = SHOP + "/git/commits";
    List<String> parents = List.of(pull.headSha());
    Client.Reply plain = client.post(path, "message", "m", "tree", tree, "parents", parents);
    assertThat(plain.body().at("/verification/verified").asBoolean()).isTrue();
    assertThat(plain.body().at("/author/name").asText()).isEqualTo("retort[bot]");
    Map<String, String> ann = Map.of("name", "ann", "email", "ann@example.org");
    Client.Reply named =
        client.post(path, "message", "m", "tree", tree, "parents", parents, "author", ann);
    assertThat(named.body().at("/verification/verified").asBoolean()).isFalse();
    assertThat(client.post(path, "message", "m", "tree", "0".repeat(40)).status()).isEqualTo(422);
  }

  @Test
  void trees_are_cut_where_they_are_too_long() {
    assertThat(client.get(SHOP + "/git/trees/main?recursive=1").body().get("truncated").asBoolean())
        .isFalse();
    shop.commit("main", "More", Map.of("b.py", "b\n", "c.py", "c\n"));
    shop.truncateTreesAfter(2);
    var cut = client.get(SHOP + "/git/trees/main?recursive=1").body();
    assertThat(cut.get("truncated").asBoolean()).isTrue();
    assertThat(cut.get("tree")).hasSize(2);
  }

  @Test
  void lists_come_in_pages_and_unchanged_answers_cost_nothing() {
    for (int i = 0; i < 5; i++) {
      pull.comment("ann", "comment " + i);
    }
    Client.Reply second = client.get(SHOP + "/issues/1/comments?per_page=2&page=2");
    assertThat(second.body()).hasSize(2);
    assertThat(second.header("Link"))
        .contains("page=3>; rel=\"next\"", "page=1>; rel=\"prev\"", "rel=\"last\"");
    String tag = second.header("ETag");
    String path = SHOP + "/issues/1/comments?per_page=2&page=2";
    assertThat(client.get(path, "If-None-Match", tag).status()).isEqualTo(304);
    pull.comments().get(2).edit("changed", Instant.now());
    assertThat(client.get(path, "If-None-Match", tag).status()).isEqualTo(200);
  }

  @Test
  void an_illegal_request_is_recorded_and_fails_the_test() {
    client.get(SHOP + "/no/such/thing");
    assertIllegal("knows no such request");
    client.get(SHOP + "/pulls?stat=open");
    assertIllegal("unknown query parameter stat");
    client.get(SHOP + "/pulls?state=ajar");
    assertIllegal("state");
    client.post(SHOP + "/issues/1/comments", "body", "b", "colour", "red");
    assertIllegal("colour");
    client.post(SHOP + "/issues/1/comments", "text", "b");
    assertThat(github.takeIllegalRequests()).isNotEmpty();
    client.patch(SHOP + "/check-runs/1", "details", "b");
    assertThat(github.takeIllegalRequests()).isNotEmpty();
    client.send(client.request("GET", SHOP, Optional.empty()).setHeader("Accept", "text/html"));
    assertIllegal("Accept");

    StandIn another = StandIn.start(RegisteredApp.retort());
    Client.asApp(another).get("/nothing");
    assertThatThrownBy(another::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/nothing");
  }

  private Client.Reply graphQl(String query) {
    return client.post("/graphql", Json.object("query", query).toString());
  }

  @Test
  void graphql_takes_what_its_schema_knows_and_refuses_the_rest() {
    String pulls =
        "query Q { repository(owner: \"acme\", name: \"shop\") { pullRequest(number: 1) ";

    assertThat(graphQl(pulls + "{ number } } }").body().at("/data/repository/pullRequest/number"))
        .isEqualTo(Json.value(1));
    assertThat(graphQl(pulls + "{ nummer } } }").body().path("errors")).hasSize(1);
    assertIllegal("nummer");
    assertThat(graphQl(pulls + "{ number }").body().path("errors")).hasSize(1);
    assertIllegal("Invalid syntax");
    assertThat(
            graphQl(pulls + "{ reviewThreads { totalCount } } } }")
                .body()
                .at("/errors/0/type")
                .asText())
        .isEqualTo("MISSING_PAGINATION_BOUNDARIES");
    assertThat(
            graphQl("query Q { repository(owner: \"acme\", name: \"none\") { id } }")
                .body()
                .at("/errors/0/type")
                .asText())
        .isEqualTo("NOT_FOUND");
  }
}
