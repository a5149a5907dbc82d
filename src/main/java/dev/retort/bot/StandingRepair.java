package dev.retort.bot;

import dev.retort.job.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What we know of our repair pull request for one branch. Written before each thing that is done
/// to GitHub, so that whoever comes after a death goes on where it stopped.
///
/// @param number the pull request's; 0 while none has been opened
/// @param heads what was broken when it was last worked on
/// @param written what the newest of the commits holds of repairs
/// @param commits the tips that we gave its branch, the newest last: another tip is somebody's work
record StandingRepair(Phase phase, int number, String heads, String written, List<String> commits) {
  enum Phase {
    NONE,
    /// Branch and pull request are being brought up to date.
    PUSHING,
    OPEN,
    /// Somebody closed it or deleted its branch: it is left alone until the heads change.
    LEFT
  }

  static final StandingRepair NONE = new StandingRepair(Phase.NONE, 0, "", "", List.of());

  /// Two would do: the one that stands there and the one that is about to.
  private static final int COMMITS_KEPT = 4;

  StandingRepair {
    commits = List.copyOf(commits);
  }

  static StandingRepair find(Ledger ledger, BranchKey key) {
    return Optional.ofNullable(ledger.page(page(key)).get(key.branch()))
        .map(text -> Payload.read(text, StandingRepair.class))
        .orElse(NONE);
  }

  StandingRepair enter(Ledger ledger, BranchKey key) {
    ledger.enter(page(key), Map.of(key.branch(), Payload.write(this)));
    return this;
  }

  private static String page(BranchKey key) {
    return "repair pull request " + key.repository().id();
  }

  boolean isOurs(String commit) {
    return commits.contains(commit);
  }

  /// Whether the commit is the one that holds exactly these repairs.
  boolean holds(String commit, String repairs) {
    return !commits.isEmpty() && commits.getLast().equals(commit) && written.equals(repairs);
  }

  /// Nothing stands any more; which commits were ours stays known.
  StandingRepair settled() {
    return new StandingRepair(Phase.NONE, 0, "", "", commits);
  }

  StandingRepair leftAlone() {
    return new StandingRepair(Phase.LEFT, number, heads, written, commits);
  }

  /// A commit is about to become the branch's tip.
  StandingRepair pushing(String nowBroken, String repairs, String commit) {
    List<String> known = new ArrayList<>(commits);
    known.add(commit);
    return new StandingRepair(
        Phase.PUSHING,
        number,
        nowBroken,
        repairs,
        known.subList(Math.max(0, known.size() - COMMITS_KEPT), known.size()));
  }

  StandingRepair opened(int pullRequest, String nowBroken) {
    return new StandingRepair(Phase.OPEN, pullRequest, nowBroken, written, commits);
  }

  /// A new one is to be opened.
  StandingRepair afresh() {
    return new StandingRepair(Phase.PUSHING, 0, heads, "", commits);
  }
}
