package dev.retort.standin;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.transport.BundleWriter;

/// A repository with its branches and everything that people and Apps wrote to it.
public final class HostedRepository {
  /// What somebody may do, in the words of the roles page.
  public enum Role {
    NONE,
    READ,
    TRIAGE,
    WRITE,
    MAINTAIN,
    ADMIN
  }

  private final StandIn github;
  private final long id;
  private final Account owner;
  private final Optional<HostedRepository> parent;
  private final ObjectStore objects;
  private final Instant createdAt;
  private final Map<String, String> refs = new ConcurrentSkipListMap<>();
  private final Map<String, Role> roles = new ConcurrentHashMap<>();
  private final PullRequests pulls;
  private final Conversations comments;
  private final Reviews reviews;
  private final Checks checks;
  private volatile String name;
  private volatile String defaultBranch = "main";
  private volatile boolean installed = true;
  private volatile boolean archived;
  private volatile int treeLimit = 100_000;

  HostedRepository(
      StandIn github, long id, Account owner, String name, Optional<HostedRepository> parent) {
    this.github = github;
    this.id = id;
    this.owner = owner;
    this.name = name;
    this.parent = parent;
    this.objects = parent.map(HostedRepository::objects).orElseGet(ObjectStore::new);
    this.createdAt = github.now();
    this.pulls = new PullRequests(this);
    this.comments = new Conversations(this);
    this.reviews = new Reviews(this);
    this.checks = new Checks(this);
    parent.ifPresent(from -> {
      defaultBranch = from.defaultBranch;
      from.refs.forEach((ref, sha) -> {
        if (ref.startsWith("refs/heads/")) {
          refs.put(ref, sha);
        }
      });
    });
  }

  public StandIn github() {
    return github;
  }

  /// GitHub's number, which never changes.
  public long id() {
    return id;
  }

  public Account owner() {
    return owner;
  }

  public String name() {
    return name;
  }

  public String fullName() {
    return owner.login() + "/" + name;
  }

  public String defaultBranch() {
    return defaultBranch;
  }

  Optional<HostedRepository> parent() {
    return parent;
  }

  Instant createdAt() {
    return createdAt;
  }

  ObjectStore objects() {
    return objects;
  }

  PullRequests pulls() {
    return pulls;
  }

  Conversations comments() {
    return comments;
  }

  Reviews reviews() {
    return reviews;
  }

  Checks checks() {
    return checks;
  }

  Map<String, String> refs() {
    return refs;
  }

  boolean isInstalled() {
    return installed;
  }

  boolean isArchived() {
    return archived;
  }

  int treeLimit() {
    return treeLimit;
  }

  // What people do.

  /// Gives somebody a role, or takes it away.
  public HostedRepository permit(String login, Role role) {
    roles.put(github.account(login).login(), role);
    return this;
  }

  /// The role that somebody has at this moment; anybody may read a public repository.
  public Role roleOf(String login) {
    if (login.equals(owner.login())) {
      return Role.ADMIN;
    }
    return roles.getOrDefault(login, Role.READ);
  }

  /// A copy in somebody else's name that shares the objects. The App is not installed there.
  public HostedRepository fork(String login) {
    return github.fork(this, github.account(login));
  }

  public void archive() {
    archived = true;
  }

  /// Takes the App's access away.
  public HostedRepository uninstall() {
    installed = false;
    return this;
  }

  /// Gives the repository another name; its id stays.
  public void rename(String newName) {
    name = newName;
  }

  /// Has recursive tree listings cut after this many entries.
  public void truncateTreesAfter(int entries) {
    treeLimit = entries;
  }

  /// Commits to a branch in the owner's name and pushes; a branch that is not there is started.
  ///
  /// @param files path and text; what is not named stays as it was
  public String commit(String branch, String message, Map<String, String> files) {
    return commit(branch, message, files, owner.login());
  }

  public String commit(String branch, String message, Map<String, String> files, String login) {
    return github.locked(() -> {
      Optional<String> tip = tip(branch);
      String made = makeCommit(tip, message, texts(files), login);
      move(branch, made, false, github.account(login));
      return made;
    });
  }

  /// Like [#commit], for contents that are no UTF-8 text; an empty value deletes the file.
  public String commitFiles(
      String branch, String message, Map<String, Optional<byte[]>> files, String login) {
    return github.locked(() -> {
      String made = makeCommit(tip(branch), message, files, login);
      move(branch, made, false, github.account(login));
      return made;
    });
  }

  /// Commits what is no file: a link to another path, or a submodule at some commit.
  ///
  /// @param content where a link leads; a submodule's commit
  public String commitEntry(String branch, String path, FileMode mode, String content) {
    return github.locked(() -> {
      ObjectId id =
          FileMode.GITLINK.equals(mode)
              ? ObjectId.fromString(content)
              : objects.blob(content.getBytes(StandardCharsets.UTF_8));
      PersonIdent person = ident(owner);
      List<ObjectId> parents = tip(branch).map(ObjectId::fromString).stream().toList();
      ObjectId base =
          parents.stream().findFirst().flatMap(objects::treeOf).orElse(ObjectId.zeroId());
      String made =
          objects
              .commit(
                  objects.tree(
                      base, List.of(new ObjectStore.TreeEdit(path, mode, Optional.of(id)))),
                  parents,
                  "Add " + path,
                  person,
                  person)
              .name();
      move(branch, made, false, owner);
      return made;
    });
  }

  /// Deletes files from a branch.
  public String delete(String branch, String message, String... paths) {
    Map<String, Optional<byte[]>> files = new LinkedHashMap<>();
    for (String path : paths) {
      files.put(path, Optional.empty());
    }
    return commitFiles(branch, message, files, owner.login());
  }

  /// Makes a commit that no branch points at yet.
  ///
  /// @param parent empty for a root commit
  public String makeCommit(
      Optional<String> parent, String message, Map<String, Optional<byte[]>> files, String login) {
    return github.locked(() -> {
      List<ObjectStore.TreeEdit> edits = objects.written(files);
      ObjectId base =
          parent.flatMap(sha -> objects.treeOf(ObjectId.fromString(sha))).orElse(ObjectId.zeroId());
      PersonIdent person = ident(github.account(login));
      return objects
          .commit(
              objects.tree(base, edits),
              parent.map(ObjectId::fromString).stream().toList(),
              message,
              person,
              person)
          .name();
    });
  }

  /// Commits a symbolic link.
  public String commitLink(String branch, String path, String target) {
    return github.locked(() ->
        commitEntry(
            branch,
            new ObjectStore.TreeEdit(
                path,
                FileMode.SYMLINK,
                Optional.of(objects.blob(target.getBytes(StandardCharsets.UTF_8))))));
  }

  /// Commits a submodule that stands at some commit of another repository.
  public String commitSubmodule(String branch, String path, String sha) {
    return github.locked(() ->
        commitEntry(
            branch,
            new ObjectStore.TreeEdit(
                path, FileMode.GITLINK, Optional.of(ObjectId.fromString(sha)))));
  }

  private String commitEntry(String branch, ObjectStore.TreeEdit edit) {
    ObjectId tip = ObjectId.fromString(tip(branch).orElseThrow());
    PersonIdent person = ident(owner);
    String made =
        objects
            .commit(
                objects.tree(objects.treeOf(tip).orElseThrow(), List.of(edit)),
                List.of(tip),
                "Add " + edit.path(),
                person,
                person)
            .name();
    move(branch, made, false, owner);
    return made;
  }

  /// Makes a commit with several parents that no branch points at yet. It has the files of the
  /// first, and these.
  public String makeMerge(List<String> parents, String message, Map<String, String> files) {
    return github.locked(() -> {
      ObjectId first = objects.treeOf(ObjectId.fromString(parents.getFirst())).orElseThrow();
      PersonIdent person = ident(owner);
      return objects
          .commit(
              objects.tree(first, objects.written(texts(files))),
              parents.stream().map(ObjectId::fromString).toList(),
              message,
              person,
              person)
          .name();
    });
  }

  /// Gives the default branch another name; open pull requests onto it follow.
  public void renameDefaultBranch(String to) {
    github.locked(() -> {
      String from = defaultBranch;
      move(to, tip(from).orElseThrow(), false, owner);
      defaultBranch = to;
      pulls.all().stream()
          .filter(pull -> pull.isOpen() && pull.baseBranch().equals(from))
          .forEach(pull -> pulls.retarget(pull, to));
      move(from, ObjectId.zeroId().name(), true, owner);
      return to;
    });
  }

  /// A new branch at the tip of another.
  public HostedRepository branch(String branch, String from) {
    return github.locked(() -> {
      move(branch, tip(from).orElseThrow(), false, owner);
      return this;
    });
  }

  /// Pushes commits to a branch.
  ///
  /// @throws IllegalStateException where that is no fast-forward
  public void push(String branch, String sha) {
    github.locked(() -> {
      if (tip(branch).isPresent() && !isFastForward(tip(branch).get(), sha)) {
        throw new IllegalStateException("not a fast-forward of " + branch);
      }
      move(branch, sha, false, owner);
      return sha;
    });
  }

  /// Points a branch elsewhere, whatever it held.
  public void forcePush(String branch, String sha) {
    github.locked(() -> {
      move(branch, sha, true, owner);
      return sha;
    });
  }

  public void deleteBranch(String branch) {
    github.locked(() -> {
      move(branch, ObjectId.zeroId().name(), true, owner);
      return branch;
    });
  }

  /// Opens a pull request from a branch of this repository.
  public HostedPullRequest openPullRequest(String title, String head, String base, String login) {
    return pulls.open(title, this, head, base, github.account(login));
  }

  /// Opens a pull request from a fork's branch; maintainers of this repository may push to it.
  public HostedPullRequest openPullRequest(
      String title, HostedRepository from, String head, String base, String login) {
    return pulls.open(title, from, head, base, github.account(login));
  }

  /// Puts pull requests into the merge queue as one group, and asks for its checks.
  ///
  /// @param on the commit that the group is built on: the base's tip, or another group
  public QueuedGroup queue(String on, HostedPullRequest... group) {
    return pulls.queue(on, List.of(group));
  }

  /// Takes a group out of the queue.
  public void unqueue(QueuedGroup group) {
    github.locked(() -> {
      github.events().mergeGroup("destroyed", this, group);
      move(group.branch(), ObjectId.zeroId().name(), true, owner);
      return group;
    });
  }

  public String merge(HostedPullRequest pull) {
    return pull.merge(owner.login());
  }

  // What people see.

  public Optional<String> tip(String branch) {
    return Optional.ofNullable(refs.get("refs/heads/" + branch));
  }

  public HostedPullRequest pullRequest(int number) {
    return pulls.find(number).orElseThrow();
  }

  public List<HostedPullRequest> pullRequests() {
    return pulls.all();
  }

  /// All check runs on a commit, oldest first.
  public List<PostedCheckRun> checkRuns(String sha) {
    return checks.on(sha);
  }

  /// The text of a file at a branch or commit.
  public Optional<String> text(String ref, String path) {
    return bytes(ref, path).map(content -> new String(content, StandardCharsets.UTF_8));
  }

  public Optional<byte[]> bytes(String ref, String path) {
    return resolve(ref)
        .flatMap(objects::treeOf)
        .flatMap(tree -> objects.at(tree, path))
        .flatMap(objects::read);
  }

  /// Everything that a branch or commit holds, by path.
  public Map<String, byte[]> files(String ref) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    ObjectId tree = resolve(ref).flatMap(objects::treeOf).orElseThrow();
    for (ObjectStore.Entry entry : objects.list(tree, true)) {
      objects
          .read(ObjectId.fromString(entry.sha()))
          .ifPresent(content -> files.put(entry.path(), content));
    }
    return files;
  }

  /// The best common ancestor of two commits.
  public String mergeBase(String one, String other) {
    return objects
        .mergeBase(ObjectId.fromString(one), ObjectId.fromString(other))
        .orElseThrow()
        .name();
  }

  /// The commits that a branch has and another commit has not, oldest first, by their messages.
  public List<String> messagesSince(String sha, String branch) {
    return objects.between(ObjectId.fromString(sha), resolve(branch).orElseThrow()).stream()
        .map(RevCommit::getFullMessage)
        .toList();
  }

  /// The id of the tree that a branch or commit holds.
  public String tree(String ref) {
    return resolve(ref).flatMap(objects::treeOf).orElseThrow().name();
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
    BundleWriter bundle = new BundleWriter(objects.git());
    bundle.include("refs/heads/" + branch, resolve(branch).orElseThrow());
    try (OutputStream out = Files.newOutputStream(file)) {
      bundle.writeBundle(NullProgressMonitor.INSTANCE, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // What git does underneath.

  /// A branch, a ref, or a full commit id.
  Optional<ObjectId> resolve(String name) {
    for (String ref : List.of(name, "refs/heads/" + name, "refs/" + name, "refs/tags/" + name)) {
      if (refs.containsKey(ref)) {
        return Optional.of(ObjectId.fromString(refs.get(ref)));
      }
    }
    return ObjectId.isId(name)
        ? objects.find(ObjectId.fromString(name)).map(RevCommit::getId)
        : Optional.empty();
  }

  Optional<RevCommit> commit(String name) {
    return resolve(name).flatMap(objects::find);
  }

  boolean isFastForward(String from, String to) {
    return objects.isAncestor(ObjectId.fromString(from), ObjectId.fromString(to));
  }

  /// What `head` brings since it parted from `base`.
  Diff diff(String base, String head) {
    ObjectId tip = ObjectId.fromString(head);
    ObjectId start =
        objects
            .mergeBase(ObjectId.fromString(base), tip)
            .map(RevCommit::getId)
            .orElse(ObjectId.fromString(base));
    return Diff.between(
        objects, objects.treeOf(start).orElseThrow(), objects.treeOf(tip).orElseThrow());
  }

  /// Moves a branch and tells everybody: the push, the pull requests from it and onto it.
  void move(String branch, String sha, boolean forced, Account actor) {
    String ref = "refs/heads/" + branch;
    String zero = ObjectId.zeroId().name();
    String before = refs.getOrDefault(ref, zero);
    if (before.equals(sha)) {
      return;
    }
    if (sha.equals(zero)) {
      refs.remove(ref);
    } else {
      refs.put(ref, sha);
    }
    boolean reallyForced =
        forced && !before.equals(zero) && !sha.equals(zero) && !isFastForward(before, sha);
    github.events().pushed(this, ref, before, sha, reallyForced, actor);
    github.pullRequestsFollow(this, branch, before, actor);
  }

  PersonIdent ident(Account account) {
    return new PersonIdent(account.login(), account.email(), github.now(), ZoneOffset.UTC);
  }

  private static Map<String, Optional<byte[]>> texts(Map<String, String> files) {
    Map<String, Optional<byte[]>> bytes = new LinkedHashMap<>();
    files.forEach(
        (path, text) -> bytes.put(path, Optional.of(text.getBytes(StandardCharsets.UTF_8))));
    return bytes;
  }

  @Override
  public String toString() {
    return fullName();
  }
}
