package dev.retort.bot.command;

import dev.retort.bot.JudgePullRequest;
import dev.retort.forge.Reads;
import dev.retort.report.Markdown;
import dev.retort.report.MermaidGraph;
import dev.retort.report.PictureSelection;
import dev.retort.verdict.Verdict;
import java.util.stream.Collectors;

/// `/retort graph` draws the neighbourhood of the change as it would land.
public record ShowGraph(Reads forge, JudgePullRequest judge) implements Command {
  /// A comment with more pictures than that is no answer.
  private static final int MOST = 4;

  @Override
  public String word() {
    return "graph";
  }

  @Override
  public String help() {
    return "draw the history around this change, as it would land";
  }

  @Override
  public boolean writes() {
    return false;
  }

  @Override
  public String answer(Asked asked) {
    Verdict verdict =
        judge
            .judge(
                asked.pullRequest().repository(),
                forge.pullRequest(asked.pullRequest().repository(), asked.pullRequest().number()))
            .verdict();
    if (verdict.environments().isEmpty()) {
      return "This pull request touches no migration.";
    }
    return verdict.environments().stream()
        .limit(MOST)
        .map(judged ->
            Markdown.code(judged.change().environment().scriptLocation())
                + " as it would land:\n\n```mermaid\n"
                + MermaidGraph.of(PictureSelection.landing(judged))
                + "```")
        .collect(Collectors.joining("\n\n"));
  }
}
