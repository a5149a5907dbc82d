package dev.retort.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.retort.forge.PullRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHLabel;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GHUser;
import org.kohsuke.github.GitHub;

/// Pull requests as they are read, and our own as they are opened and closed.
final class PullRequests {
  private PullRequests() {}

  static PullRequest one(RepositoryCalls calls, int number) {
    JsonNode json = calls.get(calls.at("pulls/" + number).build());
    return Asking.of("pull request " + number, () -> of(json, true));
  }

  /// A list says less of each: `maintainerCanModify` is false there, the counts are -1.
  static List<PullRequest> onto(RepositoryCalls calls, String baseBranch) {
    return list(
        calls,
        calls
            .at("pulls")
            .addQueryParameter("state", "open")
            .addQueryParameter("base", baseBranch)
            .addQueryParameter("per_page", "100")
            .build());
  }

  /// GitHub relates a commit to the pull requests of its own repository; a fork's it may leave out.
  /// So where it knows of none, the open ones are looked through.
  static List<PullRequest> at(RepositoryCalls calls, String headSha) {
    List<PullRequest> related =
        list(
            calls,
            calls.at("commits/" + headSha + "/pulls").addQueryParameter("per_page", "100").build());
    List<PullRequest> found = openAt(related, headSha);
    if (!found.isEmpty()) {
      return found;
    }
    return openAt(open(calls), headSha);
  }

  static List<PullRequest> open(RepositoryCalls calls) {
    return list(
        calls,
        calls
            .at("pulls")
            .addQueryParameter("state", "open")
            .addQueryParameter("per_page", "100")
            .build());
  }

  /// By the events of its conversation, which are listed from the oldest.
  static Optional<String> labelledBy(RepositoryCalls calls, int number, String label) {
    List<JsonNode> events =
        calls.list(
            calls.at("issues/" + number + "/events").addQueryParameter("per_page", "100").build());
    return events.stream()
        .filter(event -> event.path("event").asText().equals("labeled"))
        .filter(event -> event.path("label").path("name").asText().equalsIgnoreCase(label))
        .reduce((_, later) -> later)
        .map(event -> event.path("actor").path("login").asText(""))
        .filter(login -> !login.isEmpty());
  }

  private static List<PullRequest> openAt(List<PullRequest> pullRequests, String headSha) {
    return pullRequests.stream()
        .filter(pr -> pr.open() && pr.headSha().equalsIgnoreCase(headSha))
        .toList();
  }

  static int open(RepositoryCalls calls, String head, String base, String title, String body) {
    return Asking.of(
        "pull request from " + head,
        () -> calls.github().createPullRequest(title, head, base, body).getNumber());
  }

  static void edit(RepositoryCalls calls, int number, String title, String body) {
    ObjectNode text = RepositoryCalls.JSON.createObjectNode();
    calls.write("PATCH", "pulls/" + number, text.put("title", title).put("body", body));
  }

  static void close(RepositoryCalls calls, int number) {
    ObjectNode state = RepositoryCalls.JSON.createObjectNode();
    calls.write("PATCH", "pulls/" + number, state.put("state", "closed"));
  }

  /// Read by github-api without a connection: with one it would fetch each pull request again for
  /// what a list leaves out.
  private static List<PullRequest> list(RepositoryCalls calls, HttpUrl url) {
    List<PullRequest> all = new ArrayList<>();
    for (Answer page : calls.pages(url)) {
      JsonNode read =
          Asking.of("GET " + url.encodedPath(), () -> RepositoryCalls.JSON.readTree(page.body()));
      for (JsonNode each : read) {
        all.add(Asking.of("pull request " + each.path("number"), () -> of(each, false)));
      }
    }
    return all;
  }

  /// @param whole whether GitHub was asked for this one alone, and so said all
  private static PullRequest of(JsonNode json, boolean whole) throws IOException {
    GHPullRequest pr = GitHub.getMappingObjectReader().forType(GHPullRequest.class).readValue(json);
    GHRepository head = pr.getHead().getRepository();
    GHRepository base = pr.getBase().getRepository();
    GHUser author = pr.getUser();
    return new PullRequest(
        pr.getNumber(),
        String.valueOf(pr.getTitle()),
        author == null ? "ghost" : author.getLogin(),
        new PullRequest.State(
            pr.getState() == GHIssueState.OPEN, pr.getMergedAt() != null, pr.isDraft()),
        new PullRequest.Head(
            pr.getHead().getSha().toLowerCase(Locale.ROOT),
            pr.getHead().getRef(),
            Optional.ofNullable(head).map(GHRepository::getFullName),
            head == null || head.getId() != base.getId(),
            pr.canMaintainerModify()),
        new PullRequest.Base(pr.getBase().getRef(), base.getDefaultBranch()),
        pr.getLabels().stream().map(GHLabel::getName).toList(),
        whole
            ? new PullRequest.Remarks(pr.getCommentsCount(), pr.getReviewComments())
            : PullRequest.Remarks.UNKNOWN,
        stack(json.path("stack")));
  }

  /// github-api does not know of stacks.
  private static PullRequest.Stack stack(JsonNode json) {
    return json.isObject()
        ? new PullRequest.Stack(
            json.path("number").asInt(),
            json.path("position").asInt(),
            json.path("base").path("ref").asText())
        : PullRequest.Stack.NONE;
  }
}
