package dev.retort.bot.command;

import dev.retort.bot.Recheck;

/// `/retort check` judges the pull request again, whatever was said of this state before.
public record Check(Recheck recheck) implements Command {
  @Override
  public String word() {
    return "check";
  }

  @Override
  public String help() {
    return "judge this pull request again";
  }

  @Override
  public boolean writes() {
    return false;
  }

  @Override
  public String answer(Asked asked) {
    recheck.request(asked.pullRequest(), asked.id());
    return "I am judging this pull request again; the check will say what I find.";
  }
}
