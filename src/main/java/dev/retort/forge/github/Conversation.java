package dev.retort.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.retort.forge.ForgeException;
import dev.retort.forge.Reads.Comment;
import dev.retort.report.Suggestions.Suggestion;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.kohsuke.github.GHEventPayload;
import org.kohsuke.github.ReactionContent;

/// What is said on a pull request. Which comments are ours is decided by what GitHub says of their
/// author, never by anything in them.
final class Conversation {
  private Conversation() {}

  /// By the App that GitHub names. Where it names none for a bot, which some versions of it leave
  /// out, by the bot's name.
  static List<Comment> comments(RepositoryCalls calls, GitHubApp app, int number) {
    List<JsonNode> all = calls.list(page(calls, "issues/" + number + "/comments"));
    boolean nameless = all.stream().anyMatch(json -> isBot(json) && app(json) == -1);
    String bot = nameless ? app.slug() + "[bot]" : "";
    return all.stream()
        .map(json ->
            of(
                json,
                isBot(json)
                    && (app(json) == app.id()
                        || (app(json) == -1 && author(json).equalsIgnoreCase(bot)))))
        .toList();
  }

  /// GitHub doesn't name the App in comments on lines; its bot's name is one that nobody else can
  /// take.
  static List<Comment> reviewComments(RepositoryCalls calls, GitHubApp app, int number) {
    List<JsonNode> all = calls.list(page(calls, "pulls/" + number + "/comments"));
    // With no bot among them there is no need to know our own name.
    if (all.stream().noneMatch(Conversation::isBot)) {
      return all.stream().map(json -> of(json, false)).toList();
    }
    String bot = app.slug() + "[bot]";
    return all.stream()
        .map(json -> of(json, isBot(json) && author(json).equalsIgnoreCase(bot)))
        .toList();
  }

  private static HttpUrl page(RepositoryCalls calls, String tail) {
    return calls.at(tail).addQueryParameter("per_page", "100").build();
  }

  /// Somebody may act through our App in their own name; such a comment's words are theirs.
  private static boolean isBot(JsonNode comment) {
    return comment.path("user").path("type").asText().equals("Bot");
  }

  private static long app(JsonNode comment) {
    return comment.path("performed_via_github_app").path("id").asLong(-1);
  }

  private static String author(JsonNode comment) {
    return comment.path("user").path("login").asText("ghost");
  }

  private static Comment of(JsonNode json, boolean ours) {
    return new Comment(json.path("id").asLong(), author(json), ours, json.path("body").asText(""));
  }

  static long create(RepositoryCalls calls, int number, String body) {
    return Asking.of(
        "comment on " + number, () -> payload(calls, number, 0).getIssue().comment(body).getId());
  }

  static void update(RepositoryCalls calls, long id, String body) {
    Asking.of(
        "comment " + id,
        () -> {
          payload(calls, 0, id).getComment().update(body);
          return true;
        });
  }

  static void delete(RepositoryCalls calls, long id) {
    Asking.of(
        "comment " + id,
        () -> {
          payload(calls, 0, id).getComment().delete();
          return true;
        });
  }

  static void react(RepositoryCalls calls, long id, String content) {
    Asking.of(
        "reaction to " + id,
        () ->
            payload(calls, 0, id).getComment().createReaction(ReactionContent.forContent(content)));
  }

  private static GHEventPayload.IssueComment payload(RepositoryCalls calls, int number, long id) {
    return calls.payload(
        GHEventPayload.IssueComment.class,
        Map.of("issue", Map.of("number", number), "comment", Map.of("id", id)));
  }

  /// github-api can't say on which side a comment goes.
  ///
  /// @throws ForgeException.Refused where one of them is not on the diff; then none is posted
  static void review(
      RepositoryCalls calls, int number, String headSha, List<Suggestion> suggestions) {
    ObjectNode review = RepositoryCalls.JSON.createObjectNode();
    review.put("commit_id", headSha).put("event", "COMMENT");
    ArrayNode comments = review.putArray("comments");
    for (Suggestion suggestion : suggestions) {
      ObjectNode comment = comments.addObject();
      comment.put("path", suggestion.path()).put("body", suggestion.body());
      if (suggestion.startLine() < suggestion.line()) {
        comment.put("start_line", suggestion.startLine()).put("start_side", "RIGHT");
      }
      comment.put("line", suggestion.line()).put("side", "RIGHT");
    }
    calls.write("POST", "pulls/" + number + "/reviews", review);
  }

  static void deleteReviewComment(RepositoryCalls calls, long id) {
    calls.delete("pulls/comments/" + id);
  }
}
