package dev.retort.bot;

import dev.retort.alembic.Condition;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RuleCode;
import dev.retort.forge.Forge;
import dev.retort.forge.Repository;
import dev.retort.forge.Writes.NewCommit;
import dev.retort.repair.Repair;
import dev.retort.report.RepairWords;
import dev.retort.report.Visible;
import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import io.micrometer.core.instrument.Metrics;
import java.util.List;
import java.util.Optional;

/// The commits of repairs, one a repair; no branch points at them yet. Whatever a repair says,
/// nothing is written here but Python files in the version locations that were judged.
final class RepairCommits {
  private final Forge forge;

  RepairCommits(Forge forge) {
    this.forge = forge;
  }

  /// A repair would write where none may.
  static final class ForbiddenPathException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String path;

    private ForbiddenPathException(String path) {
      super("a repair would write to " + Visible.line(path), null, false, false);
      this.path = path;
    }

    String path() {
      return path;
    }
  }

  /// What is to be committed.
  ///
  /// @param in `owner/name` of where the branch lives
  /// @param parent full id of the commit that was judged
  /// @param others further parents of the first commit
  /// @param baseTip the commit that the repair was proved against
  /// @param requester who asked for it, where somebody did
  record Order(
      Repository repository,
      String in,
      String parent,
      List<String> others,
      Verdict verdict,
      List<Repair> repairs,
      String baseTip,
      Optional<Requester> requester) {}

  /// @return the last commit
  /// @throws ForbiddenPathException before anything is written
  String make(Order order) {
    for (Repair repair : order.repairs()) {
      for (String path : repair.edits().files().keySet()) {
        if (!mayWrite(order.verdict(), path)) {
          throw new ForbiddenPathException(path);
        }
      }
    }
    String parent = order.parent();
    List<String> others = order.others();
    for (Repair repair : order.repairs()) {
      NewCommit commit =
          new NewCommit(parent, others, message(order, repair), repair.edits().files());
      parent = forge.createCommit(order.repository(), order.in(), commit);
      others = List.of();
    }
    return parent;
  }

  /// Counts repairs that have reached their branch.
  ///
  /// @param where `pull-request` or `branch`
  static void landed(List<Repair> repairs, String where) {
    repairs.forEach(repair ->
        Metrics.counter("retort.repairs", "strategy", repair.strategy().word(), "where", where)
            .increment());
  }

  private static boolean mayWrite(Verdict verdict, String path) {
    for (String part : path.split("/", -1)) {
      // `.git` itself, and `.github`, `.gitattributes` and the like, which change how git and
      // GitHub behave.
      if (part.isEmpty() || part.equals(".") || part.equals("..") || startsWithGit(part)) {
        return false;
      }
    }
    return path.endsWith(".py")
        && path.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '\\' || c == '\ufffd')
        && verdict.environments().stream().anyMatch(judged -> concerns(judged, path));
  }

  private static boolean startsWithGit(String part) {
    return part.regionMatches(true, 0, ".git", 0, 4);
  }

  private static boolean concerns(Judged judged, String path) {
    return HistoryReader.concerns(judged.change().environment(), path)
        || HistoryReader.concerns(judged.change().before().environment(), path);
  }

  private static String message(Order order, Repair repair) {
    List<String> rules =
        order
            .verdict()
            .findings()
            .filter(Finding::fails)
            .map(Finding::code)
            .distinct()
            .sorted()
            .map(RuleCode::toString)
            .toList();
    return RepairWords.plain(repair)
        + "\n\nSettles "
        + String.join(", ", rules)
        + " on top of "
        + order.baseTip()
        + ".\n"
        + proof(repair.proof())
        + "\n"
        + order.requester().map(RepairCommits::coAuthor).orElse("");
  }

  private static String coAuthor(Requester requester) {
    return "\nCo-authored-by: "
        + requester.login()
        + " <"
        + requester.id()
        + "+"
        + requester.login()
        + "@users.noreply.github.com>\n";
  }

  private static String proof(Condition condition) {
    return "Proved by reading the repaired history again: "
        + (condition.whole()
            ? "one head, nothing missing, nothing twice, no cycle."
            : condition.heads().size()
                + " heads, "
                + condition.missing().size()
                + " missing, "
                + condition.duplicates().size()
                + " duplicate ids, "
                + condition.cycles().size()
                + " cycles; no worse than the base anywhere.");
  }
}
