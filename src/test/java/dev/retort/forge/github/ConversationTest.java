package dev.retort.forge.github;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.retort.forge.github.GitHubScenario.REPOSITORY;
import static dev.retort.forge.github.GitHubScenario.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.forge.Reads.Comment;
import dev.retort.report.Suggestions.Suggestion;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConversationTest {
  private static final String COMMENTS = "/repositories/77/issues/3/comments?per_page=100";
  private static final String LINES = "/repositories/77/pulls/3/comments?per_page=100";

  private final GitHubScenario github = new GitHubScenario();
  private final GitHubForge forge = github.forge();

  @AfterEach
  void stop() {
    github.close();
  }

  private static String comment(long id, String login, String type, String app) {
    return """
    {"id":%d,"body":"<!-- retort -->","user":%s,"performed_via_github_app":%s}\
    """
        .formatted(
            id,
            login.isEmpty() ? "null" : "{\"login\":\"%s\",\"type\":\"%s\"}".formatted(login, type),
            app);
  }

  @Test
  @DisplayName("A16 the same words by anybody else are not ours")
  void only_our_app_writes_our_comments() {
    github.on(
        get(urlEqualTo(COMMENTS)),
        json(
            200,
            "["
                + String.join(
                    ",",
                    comment(1, "retort[bot]", "Bot", "{\"id\":4711}"),
                    comment(2, "mallory", "User", "null"),
                    comment(3, "other[bot]", "Bot", "{\"id\":666}"),
                    comment(4, "mallory", "User", "{\"id\":4711}"),
                    comment(5, "", "", "null"))
                + "]"));

    assertThat(forge.comments(REPOSITORY, 3))
        .containsExactly(
            new Comment(1, "retort[bot]", true, "<!-- retort -->"),
            new Comment(2, "mallory", false, "<!-- retort -->"),
            new Comment(3, "other[bot]", false, "<!-- retort -->"),
            new Comment(4, "mallory", false, "<!-- retort -->"),
            new Comment(5, "ghost", false, "<!-- retort -->"));
    assertThat(github.requests()).hasSize(1);
  }

  @Test
  @DisplayName("A16 comments on lines are ours by the bot's name")
  void only_our_bot_writes_our_comments_on_lines() {
    github.on(get(urlEqualTo("/app")), json(200, "{\"id\":4711,\"slug\":\"retort\"}"));
    github.on(
        get(urlEqualTo(LINES)),
        json(
            200,
            "["
                + String.join(
                    ",",
                    comment(1, "retort[bot]", "Bot", "null"),
                    comment(2, "retort", "User", "null"),
                    comment(3, "retort[bot]", "User", "null"),
                    comment(4, "other[bot]", "Bot", "null"))
                + "]"));

    assertThat(forge.reviewComments(REPOSITORY, 3))
        .extracting(Comment::ours)
        .containsExactly(true, false, false, false);
    forge.reviewComments(REPOSITORY, 3);
    assertThat(github.requests())
        .as("our own name is asked for once")
        .extracting(request -> request.getUrl())
        .containsExactly(LINES, "/app", LINES);
  }

  @Test
  void all_pages_are_read_in_order() {
    github.on(
        get(urlEqualTo(COMMENTS)),
        json(200, "[" + comment(1, "a", "User", "null") + "]")
            .withHeader(
                "Link",
                "<%s/repositories/77/issues/3/comments?per_page=100&page=2>; rel=\"next\", <x>; rel=\"last\""
                    .formatted(github.address())));
    github.on(
        get(urlEqualTo(COMMENTS + "&page=2")),
        json(200, "[" + comment(2, "b", "User", "null") + "]")
            .withHeader("Link", "<%s/x>; rel=\"prev\"".formatted(github.address())));

    assertThat(forge.comments(REPOSITORY, 3)).extracting(Comment::id).containsExactly(1L, 2L);
    assertThat(github.requests()).hasSize(2);
  }

  @Test
  void what_has_not_changed_is_taken_from_memory() {
    github.on(
        get(urlEqualTo(COMMENTS)),
        List.of(
            json(200, "[" + comment(1, "a", "User", "null") + "]").withHeader("ETag", "\"v1\""),
            json(304, "")));

    List<Comment> first = forge.comments(REPOSITORY, 3);
    List<Comment> second = forge.comments(REPOSITORY, 3);

    assertThat(second).isEqualTo(first).hasSize(1);
    assertThat(github.requests().getFirst().containsHeader("If-None-Match")).isFalse();
    assertThat(github.requests().getLast().getHeader("If-None-Match")).isEqualTo("\"v1\"");
  }

  @Test
  void a_review_carries_all_suggestions_on_the_right_side() throws Exception {
    github.on(post(urlEqualTo("/repositories/77/pulls/3/reviews")), json(200, "{\"id\":1}"));

    forge.review(
        REPOSITORY,
        3,
        "abc",
        List.of(new Suggestion("a.py", 3, 3, "one"), new Suggestion("a.py", 5, 8, "more")));

    assertThat(github.requests()).hasSize(1);
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(github.requests().getFirst().getBodyAsString()))
        .isEqualTo(
            json.readTree(
                """
                {"commit_id":"abc","event":"COMMENT","comments":[
                 {"path":"a.py","body":"one","line":3,"side":"RIGHT"},
                 {"path":"a.py","body":"more","start_line":5,"start_side":"RIGHT","line":8,"side":"RIGHT"}]}\
                """));
  }
}
