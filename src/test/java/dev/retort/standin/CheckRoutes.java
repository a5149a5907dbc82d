package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/// Check runs and suites.
final class CheckRoutes {
  private static final int KILOBYTES_64 = 64 * 1024;

  private final StandIn github;

  CheckRoutes(StandIn github) {
    this.github = github;
  }

  void register(Routes routes) {
    routes
        .write("checks/create", "checks", this::create)
        .write("checks/update", "checks", this::update)
        .read("checks/get", "checks", call -> Answer.ok(github.checkShapes().run(run(call))))
        .read("checks/list-annotations", "checks", this::annotations)
        .read("checks/list-for-ref", "checks", this::onRef)
        .read("checks/list-suites-for-ref", "checks", this::suites)
        .read("checks/get-suite", "checks", this::suite)
        .read("checks/list-for-suite", "checks", this::inSuite);
  }

  private PostedCheckRun run(Call call) {
    return call.repository().checks().find(call.id("check_run_id")).orElseThrow(Refusal::notFound);
  }

  private Checks.Suite suiteOf(Call call) {
    return call.repository()
        .checks()
        .suite(call.id("check_suite_id"))
        .orElseThrow(Refusal::notFound);
  }

  private Answer create(Call call) {
    HostedRepository repository = call.repository();
    JsonNode body = call.body();
    String sha = call.text("head_sha").orElse("");
    if (!ObjectId.isId(sha) || repository.commit(sha).isEmpty()) {
      throw Refusal.of(422, "No commit found for SHA: " + sha);
    }
    check(body);
    PostedCheckRun run = repository.checks().create(sha, github.app(), body);
    return Answer.created(github.checkShapes().run(run));
  }

  private Answer update(Call call) {
    PostedCheckRun run = run(call);
    if (run.app() != github.app()) {
      throw Refusal.of(
          403,
          "Invalid app_id `"
              + github.app().id()
              + "` - check run can only be modified by the GitHub App that created it.");
    }
    check(call.body());
    call.repository().checks().update(run, call.body());
    return Answer.ok(github.checkShapes().run(run));
  }

  /// What GitHub checks beyond what its interface description says.
  private static void check(JsonNode body) {
    if (body.path("status").asText().equals("completed") && !body.has("conclusion")) {
      throw Refusal.invalid(
          "CheckRun", "conclusion", "missing_field", "conclusion is missing on a completed run");
    }
    limit(body, "name", 255);
    limit(body.path("output"), "title", 255);
    if (body.has("details_url") && !body.get("details_url").asText().startsWith("http")) {
      throw Refusal.invalid("CheckRun", "details_url", "invalid", "must be an http(s) URL");
    }
    for (JsonNode annotation : body.path("output").path("annotations")) {
      limit(annotation, "title", 255);
      bytes(annotation, "message");
      bytes(annotation, "raw_details");
      int start = annotation.get("start_line").asInt();
      int end = annotation.get("end_line").asInt();
      if (start > end || start < 0) {
        throw Refusal.invalid("CheckRun", "annotations", "invalid", "end_line precedes start_line");
      }
      boolean columns = annotation.has("start_column") || annotation.has("end_column");
      if (columns && start != end) {
        throw Refusal.invalid(
            "CheckRun", "annotations", "invalid", "columns are for annotations of one line");
      }
    }
  }

  private static void limit(JsonNode node, String field, int characters) {
    if (node.path(field).asText("").length() > characters) {
      throw Refusal.invalid("CheckRun", field, "too_long", "is over " + characters + " characters");
    }
  }

  private static void bytes(JsonNode node, String field) {
    int size = node.path(field).asText("").getBytes(StandardCharsets.UTF_8).length;
    if (size > KILOBYTES_64) {
      throw Refusal.invalid("CheckRun", field, "too_long", "is over 64 KB");
    }
  }

  private Answer annotations(Call call) {
    PostedCheckRun run = run(call);
    String blob = Shapes.HTML + run.repository().fullName() + "/blob/" + run.headSha() + "/";
    return call.list(
        run.annotations(),
        annotation -> {
          ObjectNode json = Json.object();
          for (String field :
              List.of("start_column", "end_column", "title", "raw_details", "annotation_level")) {
            json.set(
                field,
                Json.value(annotation.path(field).isMissingNode() ? null : annotation.get(field)));
          }
          json.setAll((ObjectNode) annotation);
          return json.put("blob_href", blob + annotation.get("path").asText());
        });
  }

  private Answer onRef(Call call) {
    HostedRepository repository = call.repository();
    String ref = call.path().get("ref");
    String sha =
        repository
            .resolve(ref)
            .orElseThrow(() -> Refusal.of(422, "No commit found for SHA: " + ref))
            .name();
    return runs(call, repository.checks().on(sha));
  }

  private Answer inSuite(Call call) {
    return runs(call, call.repository().checks().in(suiteOf(call)));
  }

  private Answer runs(Call call, List<PostedCheckRun> all) {
    boolean latest = call.queried("filter").orElse("latest").equals("latest");
    List<PostedCheckRun> newestFirst = new ArrayList<>(all);
    Collections.reverse(newestFirst);
    Set<String> seen = new HashSet<>();
    List<PostedCheckRun> runs = new ArrayList<>();
    for (PostedCheckRun run : newestFirst) {
      boolean asked =
          call.queried("check_name").map(run.name()::equals).orElse(true)
              && call.queried("status").map(run.status()::equals).orElse(true)
              && call.queried("app_id").map(Long.toString(run.app().id())::equals).orElse(true);
      if (asked && (!latest || seen.add(run.suite() + " " + run.name()))) {
        runs.add(run);
      }
    }
    Call.Page page = call.page(runs);
    List<ObjectNode> shown =
        page.items().stream().map(each -> github.checkShapes().run((PostedCheckRun) each)).toList();
    return Answer.ok(Json.object("total_count", runs.size(), "check_runs", shown))
        .with("Link", call.link(page));
  }

  private Answer suites(Call call) {
    HostedRepository repository = call.repository();
    String ref = call.path().get("ref");
    String sha =
        repository
            .resolve(ref)
            .orElseThrow(() -> Refusal.of(422, "No commit found for SHA: " + ref))
            .name();
    List<ObjectNode> suites =
        repository.checks().suitesOn(sha).stream()
            .filter(suite ->
                call.queried("app_id").map(Long.toString(suite.app().id())::equals).orElse(true))
            .map(suite -> github.checkShapes().suite(repository, suite))
            .toList();
    return Answer.ok(Json.object("total_count", suites.size(), "check_suites", suites));
  }

  private Answer suite(Call call) {
    return Answer.ok(github.checkShapes().suite(call.repository(), suiteOf(call)));
  }
}
