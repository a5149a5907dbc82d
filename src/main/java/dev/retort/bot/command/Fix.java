package dev.retort.bot.command;

import dev.retort.bot.RepairBranch;
import dev.retort.bot.RepairBranch.Outcome;
import dev.retort.repair.Repair;
import dev.retort.report.Markdown;
import java.util.List;
import java.util.Optional;

/// `/retort fix` commits the recommended repair; `/retort repoint` and `/retort merge` one of that
/// kind.
///
/// @param wanted the strategy insisted on; empty for the recommended one
public record Fix(RepairBranch repairs, Optional<Repair.Strategy> wanted) implements Command {
  @Override
  public String word() {
    return wanted.map(Repair.Strategy::word).orElse("fix");
  }

  @Override
  public String help() {
    if (wanted.isEmpty()) {
      return "commit the recommended repair to this branch";
    }
    return (wanted.get() == Repair.Strategy.MERGE
            ? "commit a merge revision that joins the heads"
            : "let this branch's revisions continue the base's head, and commit that")
        + ", where the proof holds";
  }

  @Override
  public boolean writes() {
    return true;
  }

  @Override
  public String answer(Asked asked) {
    return words(
        repairs.repair(
            new RepairBranch.Request(
                asked.id(),
                asked.pullRequest(),
                asked.boundHead(),
                wanted,
                Optional.of(asked.requester()))));
  }

  private static String words(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Committed committed ->
          "Done in "
              + committed.commit()
              + ":\n\n"
              + list(committed.summaries())
              + "\nThe repaired history was read again before it was pushed. The check follows.";
      case Outcome.HeadMoved moved -> HeadMoved.words(moved.judged(), moved.now());
      case Outcome.NothingToDo nothing -> Markdown.text(nothing.reason());
      case Outcome.OnlyShown shown ->
          Markdown.text(shown.reason()) + "\n\n" + Patches.markdown(shown.repairs());
    };
  }

  private static String list(List<String> summaries) {
    StringBuilder list = new StringBuilder();
    for (String summary : summaries) {
      list.append("- ").append(Markdown.text(summary)).append('\n');
    }
    return list.toString();
  }
}
