package dev.retort.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.retort.alembic.SourceTree.Entry;
import dev.retort.alembic.SourceTree.Kind;
import dev.retort.change.Blobs;
import dev.retort.forge.ForgeException;
import dev.retort.forge.Writes.NewCommit;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.kohsuke.github.GHCommitBuilder;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GHTreeBuilder;

/// Commits that are made through the git data API, and the branches moved onto them.
final class Commits {
  private static final String HEADS = "refs/heads/";

  private Commits() {}

  /// Contents go as blobs of their own, so that every byte arrives as it was proved and can be held
  /// against its id. Author and committer are left out: only then does GitHub sign.
  ///
  /// @param before the parent's files, for the modes of those that stay
  static String create(RepositoryCalls calls, NewCommit commit, Snapshots.Files before) {
    GHRepository repository = calls.github();
    String parentTree =
        calls
            .get(calls.at("git/commits/" + commit.parent()).build())
            .path("tree")
            .path("sha")
            .asText();
    GHTreeBuilder tree = repository.createTree().baseTree(parentTree);
    for (Map.Entry<String, Optional<byte[]>> file : commit.files().entrySet()) {
      String path = file.getKey();
      Entry there = before.entries().get(path);
      if (there != null && there.kind() != Kind.FILE) {
        throw new ForgeException.Refused(
            path + " is a link or a submodule, which is not written over",
            new IOException("no regular file"));
      }
      if (file.getValue().isEmpty()) {
        tree.delete(path);
      } else {
        String blob = blob(repository, path, file.getValue().get(), commit.parent().length());
        addEntry(tree, path, blob, before.executable().contains(path));
      }
    }
    return Asking.of(
        "commit onto " + commit.parent(),
        () -> {
          GHCommitBuilder made =
              repository
                  .createCommit()
                  .message(commit.message())
                  .tree(tree.create().getSha())
                  .parent(commit.parent());
          commit.others().forEach(made::parent);
          return made.create().getSHA1();
        });
  }

  private static String blob(GHRepository repository, String path, byte[] content, int idLength) {
    String made =
        Asking.of(
            "blob of " + path,
            () -> repository.createBlob().binaryContent(content).create().getSha());
    if (!made.equals(Blobs.idOf(content, idLength))) {
      throw new ForgeException.Unavailable(
          path + ": GitHub stored something else than was sent",
          Duration.ofMinutes(1),
          new IOException("wrong content"));
    }
    return made;
  }

  /// github-api's other way to add an entry makes the blob itself, where it can't be checked.
  @SuppressWarnings("deprecation")
  private static void addEntry(GHTreeBuilder tree, String path, String blob, boolean executable) {
    tree.shaEntry(path, blob, executable);
  }

  static void fastForward(RepositoryCalls calls, String branch, String commit) {
    ObjectNode move = RepositoryCalls.JSON.createObjectNode();
    calls.write("PATCH", "git/refs/heads/" + branch, move.put("sha", commit).put("force", false));
  }

  static void createBranch(RepositoryCalls calls, String branch, String commit) {
    Asking.of("branch " + branch, () -> calls.github().createRef("refs/heads/" + branch, commit));
  }

  static void deleteBranch(RepositoryCalls calls, String branch) {
    calls.delete("git/refs/heads/" + branch);
  }

  static SortedMap<String, String> tips(RepositoryCalls calls, String prefix) {
    SortedMap<String, String> tips = new TreeMap<>();
    for (JsonNode ref : calls.list(calls.at("git/matching-refs/heads/" + prefix).build())) {
      String name = ref.path("ref").asText();
      if (name.startsWith(HEADS)) {
        tips.put(name.substring(HEADS.length()), ref.path("object").path("sha").asText());
      }
    }
    return tips;
  }

  static Optional<String> tip(RepositoryCalls calls, String branch) {
    try {
      return Optional.of(
          calls
              .get(calls.at("git/ref/heads/" + branch).build())
              .path("object")
              .path("sha")
              .asText());
    } catch (ForgeException.NotFound e) {
      return Optional.empty();
    }
  }
}
