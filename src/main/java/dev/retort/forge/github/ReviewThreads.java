package dev.retort.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.retort.forge.ForgeException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Folds threads on the lines of a diff away. Only GraphQL knows threads; which are ours is decided
/// by their first comment's author, never by anything in it.
final class ReviewThreads {
  /// More than any conversation that makes sense: 3 pages of 100.
  private static final int PAGES = 3;

  /// So many in one request. A pull request gets no more suggestions than that at once.
  private static final int MOST = 50;

  private static final String THREADS =
      """
      query ReviewThreads($owner: String!, $name: String!, $number: Int!, $after: String) {
        repository(owner: $owner, name: $name) {
          databaseId
          pullRequest(number: $number) {
            reviewThreads(first: 100, after: $after) {
              pageInfo { hasNextPage endCursor }
              nodes {
                id
                isResolved
                viewerCanResolve
                comments(first: 1) {
                  nodes {
                    id
                    body
                    isMinimized
                    viewerCanMinimize
                    author { __typename login }
                  }
                }
              }
            }
          }
        }
      }
      """;

  private ReviewThreads() {}

  /// A thread that stands open.
  ///
  /// @param comment its first, by GraphQL's id
  private record OpenThread(String id, String comment, boolean resolvable, boolean minimizable) {}

  static boolean fold(RepositoryCalls calls, GitHubApp app, int number, Predicate<String> which) {
    List<OpenThread> open = open(calls, app, number, which);
    List<OpenThread> now = open.subList(0, Math.min(MOST, open.size()));
    List<OpenThread> resolving = now.stream().filter(OpenThread::resolvable).toList();
    List<OpenThread> minimizing =
        now.stream().filter(each -> !each.resolvable() && each.minimizable()).toList();
    if (resolving.isEmpty() && minimizing.isEmpty()) {
      return open.isEmpty();
    }
    JsonNode done = change(calls, resolving, minimizing);
    List<OpenThread> left = left(resolving, done, "thread");
    List<OpenThread> second = left.stream().filter(OpenThread::minimizable).toList();
    List<OpenThread> unfolded = new ArrayList<>(left(minimizing, done, "comment"));
    left.stream().filter(each -> !each.minimizable()).forEach(unfolded::add);
    if (!second.isEmpty()) {
      unfolded.addAll(left(second, change(calls, List.of(), second), "comment"));
    }
    return unfolded.isEmpty() && resolving.size() + minimizing.size() == open.size();
  }

  private static List<OpenThread> open(
      RepositoryCalls calls, GitHubApp app, int number, Predicate<String> which) {
    List<OpenThread> open = new ArrayList<>();
    ObjectNode asked = RepositoryCalls.JSON.createObjectNode();
    asked.put("owner", calls.owner()).put("name", calls.name()).put("number", number);
    asked.putNull("after");
    for (int page = 0; page < PAGES; page++) {
      JsonNode repository = data(calls.graphQl(THREADS, asked), THREADS).path("repository");
      // A name can have gone to another repository; its id cannot.
      if (repository.path("databaseId").asLong(calls.id()) != calls.id()) {
        return List.of();
      }
      JsonNode threads = repository.path("pullRequest").path("reviewThreads");
      for (JsonNode thread : threads.path("nodes")) {
        JsonNode first = thread.path("comments").path("nodes").path(0);
        if (!thread.path("isResolved").asBoolean()
            && !first.path("isMinimized").asBoolean()
            && isOurs(first.path("author"), app)
            && which.test(first.path("body").asText())) {
          open.add(
              new OpenThread(
                  thread.path("id").asText(),
                  first.path("id").asText(),
                  thread.path("viewerCanResolve").asBoolean(),
                  first.path("viewerCanMinimize").asBoolean()));
        }
      }
      if (!threads.path("pageInfo").path("hasNextPage").asBoolean()) {
        break;
      }
      asked.put("after", threads.path("pageInfo").path("endCursor").asText());
    }
    return open;
  }

  /// GraphQL calls a bot by its App's name, without the `[bot]` that REST adds. A person can have
  /// such a name too, but is no bot.
  private static boolean isOurs(JsonNode author, GitHubApp app) {
    String login = author.path("login").asText();
    return author.path("__typename").asText().equals("Bot")
        && (login.equalsIgnoreCase(app.slug()) || login.equalsIgnoreCase(app.slug() + "[bot]"));
  }

  /// All of them in one request; each that is refused costs only itself.
  private static JsonNode change(
      RepositoryCalls calls, List<OpenThread> resolving, List<OpenThread> minimizing) {
    List<String> parameters = new ArrayList<>();
    StringBuilder fields = new StringBuilder();
    ObjectNode variables = RepositoryCalls.JSON.createObjectNode();
    for (int i = 0; i < resolving.size(); i++) {
      String name = "thread" + i;
      parameters.add("$" + name + ": ID!");
      variables.put(name, resolving.get(i).id());
      fields
          .append("  %s: resolveReviewThread(input: {threadId: $%s})".formatted(name, name))
          .append(" { thread { isResolved } }\n");
    }
    for (int i = 0; i < minimizing.size(); i++) {
      String name = "comment" + i;
      parameters.add("$" + name + ": ID!");
      variables.put(name, minimizing.get(i).comment());
      fields
          .append("  %s: minimizeComment(input: ".formatted(name))
          .append("{subjectId: $%s, classifier: OUTDATED})".formatted(name))
          .append(" { minimizedComment { isMinimized } }\n");
    }
    return calls
        .graphQl(
            "mutation FoldThreads(" + String.join(", ", parameters) + ") {\n" + fields + "}\n",
            variables)
        .path("data");
  }

  /// Those of which GitHub says nothing.
  private static List<OpenThread> left(List<OpenThread> asked, JsonNode done, String name) {
    List<OpenThread> left = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      if (!done.path(name + i).isObject()) {
        left.add(asked.get(i));
      }
    }
    return left;
  }

  /// @throws ForgeException where GitHub refused to answer
  private static JsonNode data(JsonNode answer, String query) {
    JsonNode refused = answer.path("errors");
    if (refused.isEmpty()) {
      return answer.path("data");
    }
    String what =
        query.substring(0, query.indexOf('(')) + ": " + refused.path(0).path("message").asText();
    IOException cause = new IOException(refused.path(0).path("type").asText());
    throw switch (refused.path(0).path("type").asText()) {
      case "NOT_FOUND" -> new ForgeException.NotFound(what, cause);
      case "FORBIDDEN" -> new ForgeException.Forbidden(what, cause);
      case "RATE_LIMITED" -> new ForgeException.Unavailable(what, Duration.ofMinutes(1), cause);
      default -> new ForgeException.Refused(what, cause);
    };
  }
}
