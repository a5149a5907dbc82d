package dev.retort.standin;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.transport.BundleWriter;

/// The files of a repository: how they are committed and read.
public abstract class CommittedFiles {
  CommittedFiles() {}

  abstract StandIn github();

  abstract Account owner();

  abstract ObjectStore objects();

  abstract Optional<String> tip(String branch);

  abstract Optional<ObjectId> resolve(String name);

  abstract Diff diff(String base, String head);

  abstract void move(String branch, String sha, boolean forced, Account actor);

  /// Commits to a branch in the owner()'s name and pushes; a branch that is not there is started.
  ///
  /// @param files path and text; what is not named stays as it was
  public String commit(String branch, String message, Map<String, String> files) {
    return commit(branch, message, files, owner().login());
  }

  public String commit(String branch, String message, Map<String, String> files, String login) {
    return github()
        .locked(() -> {
          Optional<String> tip = tip(branch);
          String made = makeCommit(tip, message, texts(files), login);
          move(branch, made, false, github().account(login));
          return made;
        });
  }

  /// Like [#commit], for contents that are no UTF-8 text; an empty value deletes the file.
  public String commitFiles(
      String branch, String message, Map<String, Optional<byte[]>> files, String login) {
    return github()
        .locked(() -> {
          String made = makeCommit(tip(branch), message, files, login);
          move(branch, made, false, github().account(login));
          return made;
        });
  }

  /// Commits what is no file: a link to another path, or a submodule at some commit.
  ///
  /// @param content where a link leads; a submodule's commit
  public String commitEntry(String branch, String path, FileMode mode, String content) {
    return github()
        .locked(() -> {
          ObjectId id =
              FileMode.GITLINK.equals(mode)
                  ? ObjectId.fromString(content)
                  : objects().blob(content.getBytes(StandardCharsets.UTF_8));
          PersonIdent person = ident(owner());
          List<ObjectId> parents = tip(branch).map(ObjectId::fromString).stream().toList();
          ObjectId base =
              parents.stream().findFirst().flatMap(objects()::treeOf).orElse(ObjectId.zeroId());
          String made =
              objects()
                  .commit(
                      objects()
                          .tree(
                              base, List.of(new ObjectStore.TreeEdit(path, mode, Optional.of(id)))),
                      parents,
                      "Add " + path,
                      person,
                      person)
                  .name();
          move(branch, made, false, owner());
          return made;
        });
  }

  /// Deletes files from a branch.
  public String delete(String branch, String message, String... paths) {
    Map<String, Optional<byte[]>> files = new LinkedHashMap<>();
    for (String path : paths) {
      files.put(path, Optional.empty());
    }
    return commitFiles(branch, message, files, owner().login());
  }

  /// Makes a commit that no branch points at yet.
  ///
  /// @param parent empty for a root commit
  public String makeCommit(
      Optional<String> parent, String message, Map<String, Optional<byte[]>> files, String login) {
    return github()
        .locked(() -> {
          List<ObjectStore.TreeEdit> edits = objects().written(files);
          ObjectId base =
              parent
                  .flatMap(sha -> objects().treeOf(ObjectId.fromString(sha)))
                  .orElse(ObjectId.zeroId());
          PersonIdent person = ident(github().account(login));
          return objects()
              .commit(
                  objects().tree(base, edits),
                  parent.map(ObjectId::fromString).stream().toList(),
                  message,
                  person,
                  person)
              .name();
        });
  }

  /// Commits a symbolic link.
  public String commitLink(String branch, String path, String target) {
    return github()
        .locked(() ->
            commitEntry(
                branch,
                new ObjectStore.TreeEdit(
                    path,
                    FileMode.SYMLINK,
                    Optional.of(objects().blob(target.getBytes(StandardCharsets.UTF_8))))));
  }

  /// Commits a submodule that stands at some commit of another repository.
  public String commitSubmodule(String branch, String path, String sha) {
    return github()
        .locked(() ->
            commitEntry(
                branch,
                new ObjectStore.TreeEdit(
                    path, FileMode.GITLINK, Optional.of(ObjectId.fromString(sha)))));
  }

  private String commitEntry(String branch, ObjectStore.TreeEdit edit) {
    ObjectId tip = ObjectId.fromString(tip(branch).orElseThrow());
    PersonIdent person = ident(owner());
    String made =
        objects()
            .commit(
                objects().tree(objects().treeOf(tip).orElseThrow(), List.of(edit)),
                List.of(tip),
                "Add " + edit.path(),
                person,
                person)
            .name();
    move(branch, made, false, owner());
    return made;
  }

  /// Makes a commit with several parents that no branch points at yet. It has the files of the
  /// first, and these.
  public String makeMerge(List<String> parents, String message, Map<String, String> files) {
    return github()
        .locked(() -> {
          ObjectId first = objects().treeOf(ObjectId.fromString(parents.getFirst())).orElseThrow();
          PersonIdent person = ident(owner());
          return objects()
              .commit(
                  objects().tree(first, objects().written(texts(files))),
                  parents.stream().map(ObjectId::fromString).toList(),
                  message,
                  person,
                  person)
              .name();
        });
  }

  /// The text of a file at a branch or commit.
  public Optional<String> text(String ref, String path) {
    return bytes(ref, path).map(content -> new String(content, StandardCharsets.UTF_8));
  }

  public Optional<byte[]> bytes(String ref, String path) {
    return resolve(ref)
        .flatMap(objects()::treeOf)
        .flatMap(tree -> objects().at(tree, path))
        .flatMap(objects()::read);
  }

  /// Everything that a branch or commit holds, by path.
  public Map<String, byte[]> files(String ref) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    ObjectId tree = resolve(ref).flatMap(objects()::treeOf).orElseThrow();
    for (ObjectStore.Entry entry : objects().list(tree, true)) {
      objects()
          .read(ObjectId.fromString(entry.sha()))
          .ifPresent(content -> files.put(entry.path(), content));
    }
    return files;
  }

  /// The best common ancestor of two commits.
  public String mergeBase(String one, String other) {
    return objects()
        .mergeBase(ObjectId.fromString(one), ObjectId.fromString(other))
        .orElseThrow()
        .name();
  }

  /// The commits that a branch has and another commit has not, oldest first, by their messages.
  public List<String> messagesSince(String sha, String branch) {
    return objects().between(ObjectId.fromString(sha), resolve(branch).orElseThrow()).stream()
        .map(RevCommit::getFullMessage)
        .toList();
  }

  /// The id of the tree that a branch or commit holds.
  public String tree(String ref) {
    return resolve(ref).flatMap(objects()::treeOf).orElseThrow().name();
  }

  /// What one commit changes against another, as unified hunks under the files' names.
  public String patch(String from, String to) {
    StringBuilder patch = new StringBuilder();
    for (Diff.File file : diff(from, to).files()) {
      patch.append(file.status()).append(' ').append(file.path()).append('\n');
      patch.append(file.patch().orElse("")).append('\n');
    }
    return patch.toString();
  }

  /// Writes a branch with all that it needs into a file that `git clone` takes.
  public void bundle(String branch, Path file) {
    BundleWriter bundle = new BundleWriter(objects().git());
    bundle.include("refs/heads/" + branch, resolve(branch).orElseThrow());
    try (OutputStream out = Files.newOutputStream(file)) {
      bundle.writeBundle(NullProgressMonitor.INSTANCE, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // What git does underneath.

  private static Map<String, Optional<byte[]>> texts(Map<String, String> files) {
    Map<String, Optional<byte[]>> bytes = new LinkedHashMap<>();
    files.forEach(
        (path, text) -> bytes.put(path, Optional.of(text.getBytes(StandardCharsets.UTF_8))));
    return bytes;
  }

  PersonIdent ident(Account account) {
    return new PersonIdent(account.login(), account.email(), github().now(), ZoneOffset.UTC);
  }
}
