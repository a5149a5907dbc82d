package dev.retort.standin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/// A pull request as GitHub holds it, with what people can do to it.
public final class HostedPullRequest {
  private final HostedRepository repository;
  private final long id;
  private final int number;
  private final Account author;
  private final Account headOwner;
  private final String headBranch;
  private final Instant createdAt;
  // Guarded by the stand-in's lock for writing; read freely.
  volatile Optional<HostedRepository> headRepository;
  volatile String title;
  volatile String body = "";
  volatile String baseBranch;
  volatile String baseSha;
  volatile String headSha;
  volatile String previousHeadSha;
  volatile boolean draft;
  volatile boolean open = true;
  volatile boolean locked;
  volatile boolean maintainerCanModify;
  volatile Optional<String> mergeCommit = Optional.empty();
  volatile Optional<Account> mergedBy = Optional.empty();
  volatile Optional<Instant> closedAt = Optional.empty();
  volatile Instant updatedAt;
  volatile Optional<Stack> stack = Optional.empty();

  /// Its place in one of GitHub's own stacks.
  record Stack(int number, int position, int size, String base) {}

  /// What was done with labels, oldest first.
  final List<Labelling> labellings = new CopyOnWriteArrayList<>();

  /// @param set false where it was taken away
  record Labelling(long id, String label, boolean set, Account actor, Instant at) {}

  HostedPullRequest(
      HostedRepository repository,
      long id,
      int number,
      String title,
      Account author,
      HostedRepository headRepository,
      String headBranch,
      String headSha,
      String baseBranch,
      String baseSha,
      Instant at) {
    this.repository = repository;
    this.id = id;
    this.number = number;
    this.title = title;
    this.author = author;
    this.headOwner = headRepository.owner();
    this.headRepository = Optional.of(headRepository);
    this.headBranch = headBranch;
    this.headSha = headSha;
    this.previousHeadSha = headSha;
    this.baseBranch = baseBranch;
    this.baseSha = baseSha;
    this.createdAt = at;
    this.updatedAt = at;
  }

  public HostedRepository repository() {
    return repository;
  }

  public long id() {
    return id;
  }

  public int number() {
    return number;
  }

  public String title() {
    return title;
  }

  /// What stands at the top of its page.
  public String body() {
    return body;
  }

  public Account author() {
    return author;
  }

  /// Who owns the head's repository, or owned it before it was deleted.
  Account headOwner() {
    return headOwner;
  }

  public String headBranch() {
    return headBranch;
  }

  public String headSha() {
    return headSha;
  }

  public String baseBranch() {
    return baseBranch;
  }

  /// Empty where the fork was deleted.
  public Optional<HostedRepository> headRepository() {
    return headRepository;
  }

  public boolean isOpen() {
    return open;
  }

  public boolean isMerged() {
    return mergeCommit.isPresent();
  }

  public boolean isDraft() {
    return draft;
  }

  public Instant createdAt() {
    return createdAt;
  }

  String state() {
    return open ? "open" : "closed";
  }

  boolean fromFork() {
    return headRepository.isEmpty() || headRepository.get() != repository;
  }

  // What people do.

  /// Writes a comment.
  public PostedComment comment(String login, String text) {
    return repository.comments().post(this, repository.github().account(login), text);
  }

  /// A comment of the App's own, as if it had been made at another time.
  public PostedComment commentOfTheApp(String text) {
    RegisteredApp app = repository.github().app();
    return repository.comments().post(this, app.bot(), Optional.of(app), text);
  }

  /// Writes a comment on a line of the diff.
  ///
  /// @param line of the new file, which must be in the diff
  public PostedReviewComment commentOnLine(String login, String path, int line, String text) {
    return repository
        .github()
        .locked(() -> repository.reviews().comment(this, login, path, line, text));
  }

  /// Moves the pull request onto another base branch.
  public void retarget(String branch) {
    repository.pulls().retarget(this, branch);
  }

  public void rename(String newTitle) {
    repository.pulls().rename(this, newTitle);
  }

  public void close() {
    repository.pulls().close(this, author);
  }

  public void reopen() {
    repository.pulls().reopen(this);
  }

  public void markReady() {
    repository.pulls().draft(this, false);
  }

  /// Makes it one of a stack that is to land as a whole.
  public void stack(int number, int position, int size, String base) {
    stack = Optional.of(new Stack(number, position, size, base));
  }

  public void convertToDraft() {
    repository.pulls().draft(this, true);
  }

  /// Whether maintainers of the base may push to the fork's branch.
  public void allowMaintainerEdits(boolean allowed) {
    maintainerCanModify = allowed && fromFork();
  }

  /// Stops people and Apps from commenting.
  public void lockConversation() {
    locked = true;
  }

  /// Gives it a label.
  public void label(String login, String name) {
    repository.pulls().label(this, repository.github().account(login), name, true);
  }

  public void unlabel(String login, String name) {
    repository.pulls().label(this, repository.github().account(login), name, false);
  }

  /// The labels that it has.
  Set<String> labels() {
    Set<String> labels = new TreeSet<>();
    for (Labelling each : labellings) {
      if (each.set()) {
        labels.add(each.label());
      } else {
        labels.remove(each.label());
      }
    }
    return labels;
  }

  /// Adds a commit to the head branch.
  ///
  /// @param files path and text; what is not named stays
  public String push(String message, Map<String, String> files) {
    return headRepository.orElseThrow().commit(headBranch, message, files, author.login());
  }

  /// Merges by a merge commit, as the button does.
  ///
  /// @throws IllegalStateException where it conflicts
  public String merge(String login) {
    return repository.pulls().merge(this, repository.github().account(login));
  }

  // What people see.

  /// The conversation, oldest first.
  public List<PostedComment> comments() {
    return repository.comments().of(this);
  }

  /// The comments on lines, oldest first.
  public List<PostedReviewComment> reviewComments() {
    return repository.reviews().commentsOf(this);
  }

  public List<PostedReview> reviews() {
    return repository.reviews().of(this);
  }

  /// The check runs on the present head, oldest first.
  public List<PostedCheckRun> checkRuns() {
    return repository.checks().on(headSha);
  }

  /// What it changes against its base, as the page "Files changed" shows it.
  Diff diff() {
    return repository.diff(baseTip(), headSha);
  }

  /// The base branch's tip, or what it was where the branch is gone or the pull request done.
  String baseTip() {
    return open ? repository.tip(baseBranch).orElse(baseSha) : baseSha;
  }

  @Override
  public String toString() {
    return repository.fullName() + "#" + number;
  }
}
