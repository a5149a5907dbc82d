package dev.retort.standin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/// A repository with its branches and everything that people and Apps wrote to it.
public final class HostedRepository extends CommittedFiles {
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

  @Override
  public StandIn github() {
    return github;
  }

  /// GitHub's number, which never changes.
  public long id() {
    return id;
  }

  @Override
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

  @Override
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

  @Override
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

  /// A branch, a ref, or a full commit id.
  @Override
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
  @Override
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
  @Override
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
    github.openPulls().follow(this, branch, before, actor);
  }

  @Override
  public String toString() {
    return fullName();
  }
}
