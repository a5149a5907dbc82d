package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A request that was understood and let in.
///
/// @param operation GitHub's name for it, like `pulls/get`
/// @param path values of the path's parameters, decoded
/// @param query values of the query's parameters, decoded
/// @param body an empty object where there was none
record Call(
    StandIn github,
    String operation,
    Map<String, String> path,
    Map<String, String> query,
    JsonNode body,
    String url) {

  HostedRepository repository() {
    return github
        .find(path.get("owner") + "/" + path.get("repo"))
        .orElseThrow(() -> Refusal.notFound());
  }

  HostedPullRequest pull() {
    String number =
        path.containsKey("pull_number") ? path.get("pull_number") : path.get("issue_number");
    return repository().pulls().find(Integer.parseInt(number)).orElseThrow(Refusal::notFound);
  }

  long id(String name) {
    return Long.parseLong(path.get(name));
  }

  Optional<String> queried(String name) {
    return Optional.ofNullable(query.get(name));
  }

  Optional<String> text(String field) {
    return Optional.ofNullable(body.path(field).textValue());
  }

  /// The page of a list that was asked for, with links to the others.
  Page page(List<?> all) {
    int size = Math.clamp(number("per_page", 30), 1, 100);
    int number = Math.max(1, number("page", 1));
    int last = Math.max(1, (all.size() + size - 1) / size);
    int from = Math.min(all.size(), (number - 1) * size);
    return new Page(all.subList(from, Math.min(all.size(), from + size)), number, last);
  }

  private int number(String name, int otherwise) {
    return queried(name).map(Integer::parseInt).orElse(otherwise);
  }

  /// Answers with a list, paged.
  <T> Answer list(List<T> all, Function<T, ? extends JsonNode> shape) {
    Page page = page(all);
    @SuppressWarnings("unchecked")
    List<T> items = (List<T>) page.items();
    return Answer.ok(Json.array(items.stream().map(shape).toList())).with("Link", link(page));
  }

  /// The `Link` header of a page, empty where it is the only one.
  String link(Page page) {
    StringBuilder link = new StringBuilder();
    if (page.number() > 1) {
      add(link, page.number() - 1, "prev");
    }
    if (page.number() < page.last()) {
      add(link, page.number() + 1, "next");
      add(link, page.last(), "last");
    }
    if (page.number() > 1) {
      add(link, 1, "first");
    }
    return link.toString();
  }

  private void add(StringBuilder link, int number, String rel) {
    int question = url.indexOf('?');
    StringBuilder target = new StringBuilder(question < 0 ? url : url.substring(0, question));
    char glue = '?';
    if (question >= 0) {
      for (String pair : url.substring(question + 1).split("&", -1)) {
        if (!pair.startsWith("page=")) {
          target.append(glue).append(pair);
          glue = '&';
        }
      }
    }
    target.append(glue).append("page=").append(number);
    link.append(link.isEmpty() ? "" : ", ");
    link.append('<').append(target).append(">; rel=\"").append(rel).append('"');
  }

  /// @param last number of the last page
  record Page(List<?> items, int number, int last) {}
}
