package dev.retort.standin;

import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/// Branches and other refs, and moving them.
final class RefRoutes {
  private static final String HEADS = "refs/heads/";

  private final StandIn github;

  RefRoutes(StandIn github) {
    this.github = github;
  }

  void register(Routes routes) {
    routes
        .read("git/get-ref", "contents", this::ref)
        .read("git/list-matching-refs", "contents", this::matching)
        .write("git/create-ref", "contents", this::create)
        .write("git/update-ref", "contents", this::update)
        .write("git/delete-ref", "contents", this::delete);
  }

  private Answer ref(Call call) {
    HostedRepository repository = call.repository();
    String ref = "refs/" + call.path().get("ref");
    String sha = repository.refs().get(ref);
    if (sha == null) {
      throw Refusal.notFound();
    }
    return Answer.ok(github.gitShapes().ref(repository, ref, sha));
  }

  private Answer matching(Call call) {
    HostedRepository repository = call.repository();
    String prefix = "refs/" + call.path().get("ref");
    List<Map.Entry<String, String>> found =
        repository.refs().entrySet().stream()
            .filter(each -> each.getKey().startsWith(prefix))
            .toList();
    return call.list(
        found, each -> github.gitShapes().ref(repository, each.getKey(), each.getValue()));
  }

  private String commit(HostedRepository repository, Call call) {
    String sha = call.text("sha").orElse("");
    if (!ObjectId.isId(sha) || repository.objects().find(ObjectId.fromString(sha)).isEmpty()) {
      throw Refusal.of(422, "Object does not exist");
    }
    return sha;
  }

  private void requirePush(HostedRepository repository, String ref) {
    if (!ref.startsWith(HEADS) && !ref.startsWith("refs/tags/")) {
      throw Refusal.of(422, ref + " is read-only");
    }
    boolean allowed =
        repository.isInstalled()
            || (ref.startsWith(HEADS)
                && github
                    .openPulls()
                    .maintainersMayPush(repository, ref.substring(HEADS.length())));
    if (!allowed) {
      throw Refusal.forbidden();
    }
  }

  private Answer create(Call call) {
    HostedRepository repository = call.repository();
    String ref = call.text("ref").orElse("");
    if (!ref.startsWith("refs/") || ref.chars().filter(c -> c == '/').count() < 2) {
      throw Refusal.of(
          422, "Reference name must start with 'refs/' and have at least two slashes.");
    }
    requirePush(repository, ref);
    if (repository.refs().containsKey(ref)) {
      throw Refusal.of(422, "Reference already exists");
    }
    String sha = commit(repository, call);
    set(repository, ref, sha, false);
    return Answer.created(github.gitShapes().ref(repository, ref, sha));
  }

  private Answer update(Call call) {
    HostedRepository repository = call.repository();
    String ref = "refs/" + call.path().get("ref");
    requirePush(repository, ref);
    String before = repository.refs().get(ref);
    if (before == null) {
      throw Refusal.of(422, "Reference does not exist");
    }
    String sha = commit(repository, call);
    boolean force = call.body().path("force").asBoolean();
    if (!force && !repository.isFastForward(before, sha)) {
      throw Refusal.of(422, "Update is not a fast forward");
    }
    set(repository, ref, sha, force);
    return Answer.ok(github.gitShapes().ref(repository, ref, sha));
  }

  private Answer delete(Call call) {
    HostedRepository repository = call.repository();
    String ref = "refs/" + call.path().get("ref");
    requirePush(repository, ref);
    if (!repository.refs().containsKey(ref)) {
      throw Refusal.of(422, "Reference does not exist");
    }
    set(repository, ref, ObjectId.zeroId().name(), true);
    return Answer.noContent();
  }

  private void set(HostedRepository repository, String ref, String sha, boolean force) {
    if (ref.startsWith(HEADS)) {
      repository.move(ref.substring(HEADS.length()), sha, force, github.app().bot());
    } else if (sha.equals(ObjectId.zeroId().name())) {
      repository.refs().remove(ref);
    } else {
      repository.refs().put(ref, sha);
    }
  }
}
