package dev.retort.verdict;

import dev.retort.alembic.Problem;
import dev.retort.alembic.SettingsFile;
import dev.retort.alembic.SettingsKey;
import dev.retort.alembic.SourceTree;
import dev.retort.evidence.BranchPattern;
import dev.retort.repair.Repair;
import dev.retort.rule.Policy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a repository wants of Retort: its `.github/retort.yml`. A key that is absent has its
/// default; one that is wrong has its default too and is a problem on its line, while the others
/// hold. (The list `environments` is read where environments are discovered.)
///
/// @param policy `rules` and `heads`
/// @param strategy `repair.strategy`; empty for `auto`
/// @param shipped `repair.shipped`: the branches whose revisions databases may have run
/// @param commands `commands.permission`: what a person needs for a command that writes. What
///   cannot be read is taken at its strictest: `admin`
/// @param forecast `forecast`: whether to mention other open pull requests that build on the same
///   head
/// @param openRepairPullRequest `mainline.open_repair_pull_request`: whether to open one for a
///   branch that is broken itself
/// @param pushesSafeRepairs `repair.push: safe`: whether a pull request that turns red because its
///   base moved gets its repair committed unasked, where that is safe
/// @param comments `comments`
/// @param problems RT401 for everything in the file that cannot be taken, in the order of its lines
public record Settings(
    Policy policy,
    Optional<Repair.Strategy> strategy,
    Shipped shipped,
    Role commands,
    boolean forecast,
    boolean openRepairPullRequest,
    boolean pushesSafeRepairs,
    Comments comments,
    List<Problem> problems) {
  /// Nothing is configured.
  public static final Settings DEFAULT =
      new Settings(
          Policy.DEFAULT,
          Optional.empty(),
          Shipped.DEFAULT,
          Role.WRITE,
          true,
          true,
          false,
          Comments.DEFAULT,
          List.of());

  public Settings {
    problems = List.copyOf(problems);
  }

  /// The settings in a tree: the base branch's for a change, so that a change cannot switch off its
  /// own judge.
  public static Settings of(SourceTree tree) {
    byte[] content = tree.read(List.of(SettingsFile.PATH)).get(SettingsFile.PATH);
    return content == null ? DEFAULT : new SettingsReader().read(content);
  }

  /// What the file takes.
  public static SettingsKey.Table keys() {
    return SettingsReader.keys();
  }

  /// Branches whose revisions databases may have run.
  ///
  /// @param patterns empty where nothing is configured: then it is the base branch and the
  ///   repository's default branch
  /// @param line where they are listed in the file, counted from 1
  public record Shipped(Optional<List<BranchPattern>> patterns, int line) {
    public static final Shipped DEFAULT = new Shipped(Optional.empty(), 1);

    public Shipped {
      patterns = patterns.map(List::copyOf);
    }
  }

  /// What is said beside the check.
  ///
  /// @param sticky whether there is the one comment
  /// @param suggestions whether there are suggestions on lines
  public record Comments(boolean sticky, boolean suggestions) {
    public static final Comments DEFAULT = new Comments(true, true);
  }

  /// What GitHub calls a role in a repository; each may do what the ones before it may.
  public enum Role {
    WRITE,
    MAINTAIN,
    ADMIN;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
