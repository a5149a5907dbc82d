package dev.retort.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/// Repositories, their branches, their people, and files by path.
final class RepositoryRoutes {
  private final StandIn github;

  RepositoryRoutes(StandIn github) {
    this.github = github;
  }

  void register(Routes routes) {
    routes
        .read(
            "repos/get",
            "metadata",
            call -> Answer.ok(github.shapes().repository(call.repository())))
        .read("repos/get-branch", "contents", this::branch)
        .read("repos/get-collaborator-permission-level", "metadata", this::permission)
        .read("repos/get-content", "contents", this::content);
  }

  private Answer branch(Call call) {
    HostedRepository repository = call.repository();
    String name = call.path().get("branch");
    RevCommit tip =
        repository
            .tip(name)
            .flatMap(repository::commit)
            .orElseThrow(() -> Refusal.of(404, "Branch not found"));
    String self = github.shapes().api("/repos/" + repository.fullName() + "/branches/" + name);
    return Answer.ok(
        Json.object(
            "name",
            name,
            "commit",
            github.gitShapes().commit(repository, tip),
            "_links",
            Json.object(
                "self", self, "html", Shapes.HTML + repository.fullName() + "/tree/" + name),
            "protected",
            false,
            "protection",
            Json.object(
                "enabled",
                false,
                "required_status_checks",
                Json.object(
                    "enforcement_level", "off", "contexts", List.of(), "checks", List.of())),
            "protection_url",
            self + "/protection"));
  }

  private Answer permission(Call call) {
    String login = call.path().get("username");
    Account account =
        github.knownAccount(login).orElseThrow(() -> Refusal.of(404, login + " is not a user"));
    return Answer.ok(github.shapes().permission(call.repository(), account));
  }

  private Answer content(Call call) {
    HostedRepository repository = call.repository();
    String path = call.path().get("path");
    String ref = call.queried("ref").orElse(repository.defaultBranch());
    ObjectStore objects = repository.objects();
    ObjectId tree =
        repository
            .resolve(ref)
            .flatMap(objects::treeOf)
            .orElseThrow(() -> Refusal.of(404, "No commit found for the ref " + ref));
    ObjectId found = objects.at(tree, path).orElseThrow(Refusal::notFound);
    if (!objects.has(found, Constants.OBJ_TREE)) {
      return Answer.ok(file(repository, ref, path, found, true));
    }
    List<ObjectNode> entries =
        objects.list(found, false).stream()
            .limit(1000)
            .map(entry -> {
              ObjectId id = ObjectId.fromString(entry.sha());
              ObjectNode json = file(repository, ref, path + "/" + entry.path(), id, false);
              json.put("type", entry.type().equals("tree") ? "dir" : "file");
              json.put("size", Math.max(0, entry.size()));
              return json;
            })
            .toList();
    return Answer.ok(Json.array(entries));
  }

  private ObjectNode file(
      HostedRepository repository, String ref, String path, ObjectId blob, boolean inline) {
    String self =
        github
            .shapes()
            .api("/repos/" + repository.fullName() + "/contents/" + path + "?ref=" + ref);
    String git =
        github.shapes().api("/repos/" + repository.fullName() + "/git/blobs/" + blob.name());
    String page = Shapes.HTML + repository.fullName() + "/blob/" + ref + "/" + path;
    ObjectNode json =
        Json.object(
            "name",
            path.substring(path.lastIndexOf('/') + 1),
            "path",
            path,
            "sha",
            blob.name(),
            "size",
            0,
            "url",
            self,
            "html_url",
            page,
            "git_url",
            git,
            "download_url",
            page + "?raw=1",
            "type",
            "file",
            "_links",
            Json.object("self", self, "git", git, "html", page));
    if (inline) {
      byte[] bytes = repository.objects().read(blob).orElseThrow(Refusal::notFound);
      // Beyond one megabyte GitHub names the file without its content.
      boolean small = bytes.length <= 1_000_000;
      json.put("size", bytes.length)
          .put("encoding", small ? "base64" : "none")
          .put("content", small ? base64(bytes) : "");
    }
    return json;
  }

  /// In lines of sixty characters, as GitHub sends it.
  static String base64(byte[] bytes) {
    String text = Base64.getMimeEncoder(60, new byte[] {'\n'}).encodeToString(bytes);
    return text.isEmpty() ? text : text + "\n";
  }
}
