package dev.retort.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.retort.forge.Repository;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import org.kohsuke.github.GHEventPayload;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;

/// Requests about one repository in the name of one installation. Addressed by the repository's id
/// (`/repositories/ID/…`, where GitHub itself redirects renamed repositories to), or by its name
/// where only that is known, as of a fork.
///
/// github-api's objects are made from what a webhook would carry, so that having one costs no
/// request.
final class RepositoryCalls {
  static final ObjectMapper JSON = new ObjectMapper();

  /// More than any conversation that makes sense: 100 pages of 100.
  private static final int PAGES = 100;

  private final GitHubApp app;
  private final Access access;
  private final String owner;
  private final String name;
  private final String root;
  private final long id;

  private RepositoryCalls(
      GitHubApp app, Access access, String owner, String name, String root, long id) {
    this.app = app;
    this.access = access;
    this.owner = owner;
    this.name = name;
    this.root = root;
    this.id = id;
  }

  static RepositoryCalls of(GitHubApp app, Repository repository) {
    return of(app, repository, repository.fullName(), "repositories/" + repository.id());
  }

  /// @param in the repository itself, or the `owner/name` of a fork of it
  static RepositoryCalls of(GitHubApp app, Repository repository, String in) {
    return in.equals(repository.fullName())
        ? of(app, repository)
        : of(app, repository, in, "repos/" + in);
  }

  private static RepositoryCalls of(
      GitHubApp app, Repository repository, String fullName, String root) {
    int slash = fullName.indexOf('/');
    String owner = fullName.substring(0, Math.max(slash, 0));
    String name = fullName.substring(slash + 1);
    if (!isName(owner) || !isName(name)) {
      throw new IllegalArgumentException("no `owner/name`: " + fullName);
    }
    Access access = new Access.Installation(repository.installation(), repository.id(), false);
    return new RepositoryCalls(app, access, owner, name, root, repository.id());
  }

  /// Letters, digits, `-`, `_` and `.` are all that GitHub gives; anything else could be made to
  /// address something else.
  private static boolean isName(String text) {
    return !text.isEmpty()
        && !text.equals(".")
        && !text.equals("..")
        && text.chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-_.".indexOf(c) >= 0));
  }

  /// The same, where contents are to be written.
  RepositoryCalls writing() {
    return access instanceof Access.Installation installation
        ? new RepositoryCalls(
            app,
            new Access.Installation(installation.id(), installation.repository(), true),
            owner,
            name,
            root,
            id)
        : this;
  }

  /// The id of the repository that the installation was asked about; also for its forks, whose
  /// objects are the same.
  long id() {
    return id;
  }

  String owner() {
    return owner;
  }

  String name() {
    return name;
  }

  /// @param query begins with the kind of its operation and its name
  /// @return GitHub's answer, with what it refused beside the data
  JsonNode graphQl(String query, ObjectNode variables) {
    String operation = query.substring(0, query.indexOf('(')).strip();
    ObjectNode body = JSON.createObjectNode();
    body.put("operationName", operation.substring(operation.indexOf(' ') + 1));
    body.put("query", query).set("variables", variables);
    HttpUrl url = app.base().graphQl();
    byte[] json = Asking.of(operation, () -> JSON.writeValueAsBytes(body));
    Call call =
        operation.startsWith("query") ? Call.question(url, json) : Call.write("POST", url, json);
    return Asking.of(operation, () -> JSON.readTree(app.send(access, call).body()));
  }

  boolean hasGraphQl() {
    return app.hasGraphQl();
  }

  void lacksGraphQl() {
    app.lacksGraphQl();
  }

  HttpUrl.Builder at(String tail) {
    return app.base().at(root + "/" + tail);
  }

  JsonNode get(HttpUrl url) {
    Call call = Call.get(url);
    return Asking.of(call.name(), () -> JSON.readTree(app.send(access, call).body()));
  }

  /// Every page of a list, each as it was sent.
  List<Answer> pages(HttpUrl first) {
    List<Answer> pages = new ArrayList<>();
    Optional<HttpUrl> next = Optional.of(first);
    while (next.isPresent() && pages.size() < PAGES) {
      Answer page = app.send(access, Call.get(next.get()));
      pages.add(page);
      next = page.header("Link").flatMap(link -> next(first, link));
    }
    return pages;
  }

  /// Every element of a list of lists.
  List<JsonNode> list(HttpUrl first) {
    List<JsonNode> all = new ArrayList<>();
    for (Answer page : pages(first)) {
      Asking.of("GET " + first.encodedPath(), () -> JSON.readTree(page.body())).forEach(all::add);
    }
    return all;
  }

  /// Where the page after this one lies, if there is one.
  static Optional<HttpUrl> nextPage(Answer page, HttpUrl from) {
    return page.header("Link").flatMap(link -> next(from, link));
  }

  private static Optional<HttpUrl> next(HttpUrl from, String link) {
    for (String part : link.split(",", -1)) {
      int open = part.indexOf('<');
      int close = part.indexOf('>');
      if (open >= 0 && close > open && part.substring(close).contains("rel=\"next\"")) {
        return Optional.ofNullable(from.resolve(part.substring(open + 1, close)));
      }
    }
    return Optional.empty();
  }

  void write(String method, String tail, ObjectNode body) {
    HttpUrl url = at(tail).build();
    byte[] json = Asking.of(method + " " + tail, () -> JSON.writeValueAsBytes(body));
    app.send(access, Call.write(method, url, json));
  }

  void delete(String tail) {
    app.send(access, Call.write("DELETE", at(tail).build(), new byte[0]));
  }

  /// github-api's view of the repository; having it costs no request.
  GHRepository github() {
    return payload(GHEventPayload.Ping.class, Map.of()).getRepository();
  }

  /// github-api's view of what a webhook about this repository would carry.
  <T extends GHEventPayload> T payload(Class<T> type, Map<String, ?> more) {
    ObjectNode payload = JSON.createObjectNode();
    more.forEach((key, value) -> payload.set(key, JSON.valueToTree(value)));
    ObjectNode repository = payload.putObject("repository");
    repository.put("id", id).put("name", name).put("full_name", owner + "/" + name);
    repository.putObject("owner").put("login", owner);
    return Asking.of(
        type.getSimpleName(),
        () -> kohsuke().parseEventPayload(new StringReader(payload.toString()), type));
  }

  private GitHub kohsuke() {
    UnaryOperator<HttpUrl> byId =
        url -> {
          String named = app.base().at("repos/" + owner + "/" + name).build().encodedPath() + "/";
          if (!url.encodedPath().startsWith(named)) {
            return url;
          }
          String path =
              app.base().at(root).build().encodedPath()
                  + "/"
                  + url.encodedPath().substring(named.length());
          return url.newBuilder().encodedPath(path).build();
        };
    return app.kohsuke(access, byId);
  }
}
