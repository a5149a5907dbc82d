package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/// Blobs, trees and commits.
final class GitRoutes {
  /// Above it a blob is not served.
  private static final int BLOB_LIMIT = 100_000_000;

  private final StandIn github;

  GitRoutes(StandIn github) {
    this.github = github;
  }

  void register(Routes routes) {
    routes
        .read("git/get-blob", "contents", this::blob)
        .write("git/create-blob", "contents", this::createBlob)
        .read("git/get-tree", "contents", this::tree)
        .write("git/create-tree", "contents", this::createTree)
        .read("git/get-commit", "contents", this::commit)
        .write("git/create-commit", "contents", this::createCommit);
  }

  private String url(HostedRepository repository, String rest) {
    return github.shapes().api("/repos/" + repository.fullName() + "/git/" + rest);
  }

  private static ObjectId id(String sha) {
    if (!ObjectId.isId(sha)) {
      throw Refusal.of(
          422, "The sha parameter must be exactly 40 characters and contain only" + " [0-9a-f].");
    }
    return ObjectId.fromString(sha);
  }

  private Answer blob(Call call) {
    HostedRepository repository = call.repository();
    ObjectId id = id(call.path().get("file_sha"));
    byte[] bytes = repository.objects().read(id).orElseThrow(Refusal::notFound);
    if (bytes.length > BLOB_LIMIT) {
      throw Refusal.invalid("Blob", "data", "too_large", "This blob is too large.");
    }
    return Answer.ok(
        Json.object(
            "sha", id.name(),
            "node_id", Shapes.nodeId("Blob", id.hashCode()),
            "size", bytes.length,
            "url", url(repository, "blobs/" + id.name()),
            "content", RepositoryRoutes.base64(bytes),
            "encoding", "base64"));
  }

  private Answer createBlob(Call call) {
    HostedRepository repository = call.repository();
    String content = call.text("content").orElse("");
    byte[] bytes;
    try {
      bytes =
          call.text("encoding").orElse("utf-8").equals("base64")
              ? Base64.getMimeDecoder().decode(content)
              : content.getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("Blob", "content", "invalid", "content is not valid Base64");
    }
    String sha = repository.objects().blob(bytes).name();
    return Answer.created(Json.object("sha", sha, "url", url(repository, "blobs/" + sha)));
  }

  private Answer tree(Call call) {
    HostedRepository repository = call.repository();
    ObjectId tree =
        repository
            .resolve(call.path().get("tree_sha"))
            .or(() ->
                Optional.of(call.path().get("tree_sha"))
                    .filter(ObjectId::isId)
                    .map(ObjectId::fromString))
            .flatMap(repository.objects()::treeOf)
            .orElseThrow(Refusal::notFound);
    return Answer.ok(tree(repository, tree, call.queried("recursive").isPresent()));
  }

  private ObjectNode tree(HostedRepository repository, ObjectId tree, boolean recursive) {
    List<ObjectStore.Entry> all = repository.objects().list(tree, recursive);
    boolean cut = recursive && all.size() > repository.treeLimit();
    List<ObjectNode> entries = new ArrayList<>();
    for (ObjectStore.Entry entry : cut ? all.subList(0, repository.treeLimit()) : all) {
      ObjectNode json =
          Json.object(
              "path", entry.path(),
              "mode", entry.mode(),
              "type", entry.type(),
              "sha", entry.sha());
      if (entry.size() >= 0) {
        json.put("size", entry.size());
      }
      if (!entry.type().equals("commit")) {
        json.put("url", url(repository, entry.type() + "s/" + entry.sha()));
      }
      entries.add(json);
    }
    return Json.object(
        "sha",
        tree.name(),
        "url",
        url(repository, "trees/" + tree.name()),
        "tree",
        entries,
        "truncated",
        cut);
  }

  private Answer createTree(Call call) {
    HostedRepository repository = call.repository();
    ObjectStore objects = repository.objects();
    ObjectId base =
        call.text("base_tree")
            .map(sha ->
                Optional.of(sha)
                    .filter(ObjectId::isId)
                    .map(ObjectId::fromString)
                    .flatMap(objects::treeOf)
                    .orElseThrow(() -> Refusal.of(422, "base_tree is not a valid tree oid")))
            .orElse(ObjectId.zeroId());
    List<ObjectStore.TreeEdit> edits = new ArrayList<>();
    for (JsonNode entry : call.body().get("tree")) {
      edits.add(edit(objects, entry));
    }
    if (edits.isEmpty()) {
      throw Refusal.of(422, "Invalid tree info");
    }
    return Answer.created(tree(repository, objects.tree(base, edits), false));
  }

  private static ObjectStore.TreeEdit edit(ObjectStore objects, JsonNode entry) {
    String path = entry.path("path").asText();
    if (path.isEmpty() || path.startsWith("/") || path.endsWith("/") || unsafe(path)) {
      throw Refusal.of(422, "tree.path contains a malformed path component");
    }
    if (path.startsWith(".github/workflows/")) {
      // It takes a permission of its own.
      throw Refusal.forbidden();
    }
    boolean deletes = entry.has("sha") && entry.get("sha").isNull();
    if (deletes) {
      return new ObjectStore.TreeEdit(path, FileMode.REGULAR_FILE, Optional.empty());
    }
    if (entry.has("sha") == entry.has("content")) {
      throw Refusal.of(422, "Must supply either tree.sha or tree.content, and not both");
    }
    if (!entry.has("mode")) {
      throw Refusal.of(422, "Must supply a valid tree.mode");
    }
    ObjectId sha =
        entry.has("sha")
            ? id(entry.get("sha").asText())
            : objects.blob(entry.get("content").asText().getBytes(StandardCharsets.UTF_8));
    FileMode mode = FileMode.fromBits(Integer.parseInt(entry.get("mode").asText(), 8));
    if (!mode.equals(FileMode.GITLINK) && !objects.has(sha, mode.getObjectType())) {
      throw Refusal.of(422, "tree.sha " + sha.name() + " is not a valid object");
    }
    return new ObjectStore.TreeEdit(path, mode, Optional.of(sha));
  }

  private static boolean unsafe(String path) {
    for (String part : path.split("/", -1)) {
      if (part.isEmpty()
          || part.equals(".")
          || part.equals("..")
          || part.equalsIgnoreCase(".git")) {
        return true;
      }
    }
    return false;
  }

  private Answer commit(Call call) {
    HostedRepository repository = call.repository();
    RevCommit commit =
        repository.objects().find(id(call.path().get("commit_sha"))).orElseThrow(Refusal::notFound);
    return Answer.ok(github.gitShapes().gitCommit(repository, commit));
  }

  private Answer createCommit(Call call) {
    HostedRepository repository = call.repository();
    ObjectStore objects = repository.objects();
    ObjectId tree = id(call.text("tree").orElse(""));
    if (!objects.has(tree, Constants.OBJ_TREE)) {
      throw Refusal.of(422, "Tree SHA does not exist");
    }
    List<ObjectId> parents = new ArrayList<>();
    for (JsonNode parent : call.body().path("parents")) {
      ObjectId id = id(parent.asText());
      if (objects.find(id).isEmpty()) {
        throw Refusal.of(422, "Parent SHA does not exist or is not a commit object");
      }
      parents.add(id);
    }
    PersonIdent bot = repository.ident(github.app().bot());
    PersonIdent author = person(call.body().path("author"), bot);
    // Where nobody is named, GitHub commits, and signs what it commits.
    PersonIdent nobody =
        call.body().has("author") || call.body().has("signature")
            ? author
            : new PersonIdent(
                "GitHub", "noreply@github.com", bot.getWhenAsInstant(), bot.getZoneId());
    PersonIdent committer = person(call.body().path("committer"), nobody);
    ObjectId made =
        objects.commit(tree, parents, call.text("message").orElse(""), author, committer);
    return Answer.created(
        github.gitShapes().gitCommit(repository, objects.find(made).orElseThrow()));
  }

  private static PersonIdent person(JsonNode json, PersonIdent otherwise) {
    if (!json.isObject()) {
      return otherwise;
    }
    return new PersonIdent(
        json.path("name").asText(),
        json.path("email").asText(),
        otherwise.getWhenAsInstant(),
        otherwise.getZoneId());
  }
}
