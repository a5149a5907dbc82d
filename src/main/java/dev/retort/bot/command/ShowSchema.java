package dev.retort.bot.command;

import dev.retort.bot.JudgePullRequest;
import dev.retort.forge.Reads;
import dev.retort.report.SchemaAnswer;

/// `/retort schema` shows all that the change does to the schema, and the tables around it.
public record ShowSchema(Reads forge, JudgePullRequest judge) implements Command {
  @Override
  public String word() {
    return "schema";
  }

  @Override
  public String help() {
    return "show all that this change does to the schema, and draw the tables around it";
  }

  @Override
  public boolean writes() {
    return false;
  }

  @Override
  public String answer(Asked asked) {
    return SchemaAnswer.of(
        judge
            .judge(
                asked.pullRequest().repository(),
                forge.pullRequest(asked.pullRequest().repository(), asked.pullRequest().number()))
            .verdict());
  }
}
