package dev.retort.bot.command;

import dev.retort.alembic.RuleCode;
import dev.retort.report.Markdown;
import dev.retort.report.RulePages;
import dev.retort.rule.Rules;

/// `/retort explain CODE` shows the page of a rule.
public record Explain() implements Command {
  @Override
  public String word() {
    return "explain";
  }

  @Override
  public String arguments() {
    return " " + RuleCode.SECOND_HEAD;
  }

  @Override
  public String help() {
    return "say more about a rule";
  }

  @Override
  public boolean writes() {
    return false;
  }

  @Override
  public String answer(Asked asked) {
    if (asked.arguments().isEmpty()) {
      return "Which rule? Name one, as in `/retort explain" + arguments() + "`.";
    }
    String code = asked.arguments().getFirst().replace("`", "");
    return RuleCode.of(code)
        .flatMap(Rules::of)
        .map(rule -> RulePages.markdown(rule.page()))
        .orElseGet(() -> "No rule has the code " + Markdown.code(code) + ".");
  }
}
