package dev.retort.bot.command;

import dev.retort.bot.JudgePullRequest;
import dev.retort.forge.Reads;
import dev.retort.repair.Repair;
import java.util.List;

/// `/retort plan` shows the recommended repair and pushes nothing.
public record Plan(Reads forge, JudgePullRequest judge) implements Command {
  @Override
  public String word() {
    return "plan";
  }

  @Override
  public String help() {
    return "show the recommended repair as a patch; nothing is pushed";
  }

  @Override
  public boolean writes() {
    return false;
  }

  @Override
  public String answer(Asked asked) {
    List<Repair> repairs =
        judge
            .judge(
                asked.pullRequest().repository(),
                forge.pullRequest(asked.pullRequest().repository(), asked.pullRequest().number()))
            .verdict()
            .remedies();
    return repairs.isEmpty()
        ? "There is nothing that I can repair here."
        : Patches.markdown(repairs);
  }
}
