package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graphql.ErrorClassification;
import graphql.GraphQL;
import graphql.GraphqlErrorBuilder;
import graphql.TypeResolutionEnvironment;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLObjectType;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;

/// What is asked and done by GraphQL: the threads of a review, which can be resolved, and comments,
/// which can be folded away.
///
/// GitHub answers what it refuses with 200 and the reason beside the data.
final class GraphQlRoutes {
  private static final String NOT_ACCESSIBLE = "Resource not accessible by integration";
  private static final int PAGE = 100;
  private static final int LONGEST_TEXT = 512_000;

  private final StandIn github;
  private final GraphQL graphql;

  GraphQlRoutes(StandIn github) {
    this.github = github;
    this.graphql = GraphQL.newGraphQL(GraphQlSchema.executable(this::wired)).build();
  }

  private RuntimeWiring.Builder wired(RuntimeWiring.Builder wiring) {
    return wiring
        .type("Query", type -> type.dataFetcher("repository", this::repository))
        .type(
            "Mutation",
            type ->
                type.dataFetcher("resolveReviewThread", this::resolve)
                    .dataFetcher("minimizeComment", this::minimize))
        .type("Repository", this::repositoryFields)
        .type("GitObject", type -> type.typeResolver(found -> named(found, "Blob")))
        .type("PullRequest", this::pullRequestFields)
        .type("PullRequestReviewThread", this::threadFields)
        .type(
            "Actor",
            type ->
                type.typeResolver(actor -> named(actor, actor.<Account>getObject().kind().type)))
        .type("Bot", type -> type.dataFetchers(actor()))
        .type("User", type -> type.dataFetchers(actor()))
        .type("Organization", type -> type.dataFetchers(actor()))
        .type(
            "Minimizable",
            type -> type.typeResolver(remark -> named(remark, kind(remark.getObject()))))
        .type("PullRequestReviewComment", type -> type.dataFetchers(remark()))
        .type("IssueComment", type -> type.dataFetchers(remark()));
  }

  private static GraphQLObjectType named(TypeResolutionEnvironment asked, String type) {
    return asked.getSchema().getObjectType(type);
  }

  private TypeRuntimeWiring.Builder repositoryFields(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher("id", of(HostedRepository.class, this::id))
        .dataFetcher("databaseId", of(HostedRepository.class, HostedRepository::id))
        .dataFetcher("nameWithOwner", of(HostedRepository.class, HostedRepository::fullName))
        .dataFetcher("object", this::object)
        .dataFetcher("pullRequest", this::pullRequest);
  }

  private TypeRuntimeWiring.Builder pullRequestFields(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher(
            "id", of(HostedPullRequest.class, pull -> Shapes.nodeId("PullRequest", pull.id())))
        .dataFetcher("number", of(HostedPullRequest.class, HostedPullRequest::number))
        .dataFetcher("reviewThreads", this::threads);
  }

  private TypeRuntimeWiring.Builder threadFields(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher("id", of(PostedReviewComment.class, this::thread))
        .dataFetcher("path", of(PostedReviewComment.class, PostedReviewComment::path))
        .dataFetcher("isResolved", of(PostedReviewComment.class, PostedReviewComment::isResolved))
        .dataFetcher("viewerCanResolve", this::viewerCanResolve)
        .dataFetcher("comments", this::comments);
  }

  private static <S> DataFetcher<?> of(Class<S> source, Function<S, ?> value) {
    return asked -> value.apply(source.cast(asked.getSource()));
  }

  /// A bot goes by its App's name here, without the `[bot]` that it has elsewhere.
  @SuppressWarnings("rawtypes")
  private static Map<String, DataFetcher> actor() {
    return Map.of(
        "login", of(Account.class, account -> account.login().replace("[bot]", "")),
        "id", of(Account.class, account -> Shapes.nodeId("User", account.id())),
        "databaseId", of(Account.class, Account::id));
  }

  @SuppressWarnings("rawtypes")
  private Map<String, DataFetcher> remark() {
    return Map.of(
        "id", of(Remark.class, GraphQlRoutes::id),
        "databaseId", of(Remark.class, Remark::id),
        "body", of(Remark.class, Remark::body),
        "author", of(Remark.class, Remark::author),
        "isMinimized", of(Remark.class, remark -> remark.minimized().isPresent()),
        "minimizedReason", of(Remark.class, remark -> remark.minimized().orElse(null)),
        "viewerCanMinimize", asked -> may(asked, "pull_requests", "write"),
        "viewerDidAuthor", of(Remark.class, remark -> remark.author().equals(github.app().bot())));
  }

  /// @param token who asks
  Answer answer(JsonNode body, Tokens.Installation token) {
    Map<String, Object> result =
        graphql
            .execute(
                GraphQlSchema.input(body)
                    .graphQLContext(Map.of(Tokens.Installation.class, token))
                    .build())
            .toSpecification();
    ObjectNode answer = Json.MAPPER.valueToTree(result);
    for (JsonNode error : answer.path("errors")) {
      // GitHub names the kind of an error beside its words.
      String kind = error.path("extensions").path("classification").asText();
      ((ObjectNode) error).put("type", kind).remove("extensions");
    }
    return Answer.ok(answer);
  }

  private static boolean may(DataFetchingEnvironment asked, String permission, String level) {
    Tokens.Installation token = asked.getGraphQlContext().get(Tokens.Installation.class);
    return token.may(permission, level);
  }

  private static DataFetcherResult<Object> refuse(
      DataFetchingEnvironment asked, String type, String message) {
    return DataFetcherResult.newResult()
        .error(
            GraphqlErrorBuilder.newError(asked)
                .message("%s", message)
                .errorType(ErrorClassification.errorClassification(type))
                .build())
        .build();
  }

  private Object repository(DataFetchingEnvironment asked) {
    String name = asked.getArgument("owner") + "/" + asked.getArgument("name");
    Optional<HostedRepository> found = github.find(name).filter(HostedRepository::isInstalled);
    return found.isPresent()
        ? found.get()
        : refuse(
            asked, "NOT_FOUND", "Could not resolve to a Repository with the name '" + name + "'.");
  }

  private Object pullRequest(DataFetchingEnvironment asked) {
    HostedRepository repository = asked.getSource();
    int number = asked.<Integer>getArgument("number");
    Optional<HostedPullRequest> found = repository.pulls().find(number);
    if (found.isEmpty()) {
      return refuse(
          asked, "NOT_FOUND", "Could not resolve to a PullRequest with the number of " + number);
    }
    return may(asked, "pull_requests", "read")
        ? found.get()
        : refuse(asked, "FORBIDDEN", NOT_ACCESSIBLE);
  }

  /// Blobs alone, by their ids. A text that is no UTF-8 comes with replacements, a long one cut,
  /// and a binary one not at all.
  private Object object(DataFetchingEnvironment asked) {
    if (!may(asked, "contents", "read")) {
      return refuse(asked, "FORBIDDEN", NOT_ACCESSIBLE);
    }
    HostedRepository repository = asked.getSource();
    String oid = String.valueOf(asked.<Object>getArgument("oid"));
    Optional<byte[]> content =
        ObjectId.isId(oid) ? repository.objects().read(ObjectId.fromString(oid)) : Optional.empty();
    if (content.isEmpty()) {
      return DataFetcherResult.newResult().build();
    }
    byte[] bytes = content.get();
    boolean binary = false;
    for (byte each : bytes) {
      binary |= each == 0;
    }
    Map<String, Object> blob = new HashMap<>();
    blob.put("oid", oid);
    blob.put("abbreviatedOid", oid.substring(0, 7));
    blob.put("id", Shapes.nodeId("Blob", oid.hashCode()));
    blob.put("byteSize", bytes.length);
    blob.put("isBinary", binary);
    blob.put("isTruncated", bytes.length > LONGEST_TEXT);
    blob.put(
        "text",
        binary
            ? null
            : new String(bytes, 0, Math.min(bytes.length, LONGEST_TEXT), StandardCharsets.UTF_8));
    return blob;
  }

  private Object threads(DataFetchingEnvironment asked) {
    HostedPullRequest pull = asked.getSource();
    return page(asked, pull.reviewComments());
  }

  private Object comments(DataFetchingEnvironment asked) {
    return page(asked, List.of(asked.<PostedReviewComment>getSource()));
  }

  /// Forward only, from a cursor that is the number of elements before it.
  private static Object page(DataFetchingEnvironment asked, List<?> all) {
    String connection = asked.getField().getName();
    Integer size = asked.getArgument("first");
    if (size == null) {
      return refuse(
          asked,
          "MISSING_PAGINATION_BOUNDARIES",
          "You must provide a `first` or `last` value to properly paginate the `"
              + connection
              + "` connection.");
    }
    if (size < 1 || size > PAGE) {
      return refuse(
          asked,
          "EXCESSIVE_PAGINATION",
          "Requesting "
              + size
              + " records on the `"
              + connection
              + "` connection exceeds the `first` limit of 100 records.");
    }
    String after = asked.getArgument("after");
    int from = Math.min(all.size(), after == null ? 0 : Integer.parseInt(after));
    int to = Math.min(all.size(), from + size);
    return Map.of(
        "nodes", all.subList(from, to),
        "totalCount", all.size(),
        "pageInfo",
            Map.of(
                "endCursor",
                Integer.toString(to),
                "startCursor",
                Integer.toString(from),
                "hasNextPage",
                to < all.size(),
                "hasPreviousPage",
                from > 0));
  }

  private String id(HostedRepository repository) {
    return Shapes.nodeId("Repository", repository.id());
  }

  private String thread(PostedReviewComment first) {
    return Shapes.nodeId("PullRequestReviewThread", first.id());
  }

  private static String kind(Remark remark) {
    return switch (remark) {
      case PostedComment _ -> "IssueComment";
      case PostedReviewComment _ -> "PullRequestReviewComment";
    };
  }

  static String id(Remark remark) {
    return Shapes.nodeId(kind(remark), remark.id());
  }

  /// GitHub wants more than the right to write comments for this, surprisingly.
  private Object viewerCanResolve(DataFetchingEnvironment asked) {
    return may(asked, "contents", "write");
  }

  private Stream<HostedPullRequest> pulls() {
    return github.repositories().stream()
        .filter(HostedRepository::isInstalled)
        .flatMap(repository -> repository.pullRequests().stream());
  }

  private Object resolve(DataFetchingEnvironment asked) {
    String id = String.valueOf(asked.<Map<String, Object>>getArgument("input").get("threadId"));
    Optional<PostedReviewComment> found =
        pulls()
            .flatMap(pull -> pull.reviewComments().stream())
            .filter(each -> thread(each).equals(id))
            .findFirst();
    if (found.isEmpty()) {
      return unknown(asked, id);
    }
    if (!may(asked, "contents", "write") || !may(asked, "pull_requests", "write")) {
      return refuse(asked, "FORBIDDEN", NOT_ACCESSIBLE);
    }
    found.get().resolve();
    return Map.of("thread", found.get());
  }

  private Object minimize(DataFetchingEnvironment asked) {
    Map<String, Object> input = asked.getArgument("input");
    String id = String.valueOf(input.get("subjectId"));
    Optional<Remark> found =
        Stream.concat(
                pulls().flatMap(pull -> pull.reviewComments().stream()),
                pulls().flatMap(pull -> pull.comments().stream()))
            .filter(each -> id(each).equals(id))
            .findFirst()
            .map(Remark.class::cast);
    if (found.isEmpty()) {
      return unknown(asked, id);
    }
    if (!may(asked, "pull_requests", "write")) {
      return refuse(asked, "FORBIDDEN", NOT_ACCESSIBLE);
    }
    found.get().minimize(String.valueOf(input.get("classifier")).toLowerCase(Locale.ROOT));
    return Map.of("minimizedComment", found.get());
  }

  private static Object unknown(DataFetchingEnvironment asked, String id) {
    return refuse(
        asked, "NOT_FOUND", "Could not resolve to a node with the global id of '" + id + "'");
  }
}
