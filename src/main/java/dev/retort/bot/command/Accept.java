package dev.retort.bot.command;

import dev.retort.alembic.RuleCode;
import dev.retort.bot.AcceptFindings;
import dev.retort.bot.AcceptFindings.Outcome;
import dev.retort.report.Markdown;
import dev.retort.rule.Acceptance;
import dev.retort.rule.Finding;
import dev.retort.rule.Rules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `/retort accept CODE because …` lets the findings of that code in this pull request pass, until
/// they change.
public record Accept(AcceptFindings acceptance) implements Command {
  /// Longer ones belong into a document that the reason can name.
  private static final int LONGEST_REASON = 500;

  private static final int MOST_SHOWN = 10;
  private static final String ARGUMENTS = " " + RuleCode.EDITED_PARENTS + " because …";
  private static final String EXAMPLE = "`/retort accept" + ARGUMENTS + "`";

  @Override
  public String word() {
    return "accept";
  }

  @Override
  public String arguments() {
    return ARGUMENTS;
  }

  @Override
  public String help() {
    return "let the findings of that rule pass in this pull request, with your name and reason in"
        + " the check, until they change";
  }

  @Override
  public boolean writes() {
    return true;
  }

  @Override
  public String answer(Asked asked) {
    if (asked.arguments().isEmpty()) {
      return "Which rule's findings? Write " + EXAMPLE + ".";
    }
    String code = asked.arguments().getFirst().replace("`", "");
    Optional<RuleCode> rule = RuleCode.of(code).filter(known -> Rules.of(known).isPresent());
    if (rule.isEmpty()) {
      return "No rule has the code "
          + Markdown.code(code.toUpperCase(Locale.ROOT))
          + ", so nothing was accepted.";
    }
    Optional<String> reason = reason(asked.arguments().subList(1, asked.arguments().size()));
    if (reason.isEmpty()) {
      return "Say why, after the word `because`: " + EXAMPLE + ". Nothing was accepted.";
    }
    if (reason.get().length() > LONGEST_REASON) {
      return "Give a reason of at most " + LONGEST_REASON + " characters. Nothing was accepted.";
    }
    return words(
        rule.get(),
        reason.get(),
        acceptance.accept(
            new AcceptFindings.Request(
                asked.id(),
                asked.pullRequest(),
                asked.boundHead(),
                rule.get(),
                new Acceptance(asked.requester().login(), reason.get()))));
  }

  private static Optional<String> reason(List<String> words) {
    return words.size() > 1 && words.getFirst().equalsIgnoreCase("because")
        ? Optional.of(String.join(" ", words.subList(1, words.size())))
        : Optional.empty();
  }

  private static String words(RuleCode code, String reason, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> accepted(reason, accepted.findings());
      case Outcome.HeadMoved moved -> HeadMoved.words(moved.judged(), moved.now());
      case Outcome.NotFound _ ->
          "Nothing of "
              + Markdown.code(code.toString())
              + " is here that would need it, so nothing was accepted.";
      case Outcome.Closed _ -> "The pull request is closed, so nothing was accepted.";
    };
  }

  private static String accepted(String reason, List<Finding> findings) {
    StringBuilder text = new StringBuilder("These pass from now on, until they change:\n\n");
    findings.stream()
        .limit(MOST_SHOWN)
        .forEach(finding ->
            text.append("- **")
                .append(finding.code())
                .append("** ")
                .append(Markdown.code(finding.path() + ":" + finding.line()))
                .append('\n'));
    if (findings.size() > MOST_SHOWN) {
      text.append("- … and ").append(findings.size() - MOST_SHOWN).append(" more\n");
    }
    return text.append("\nThe reason: ")
        .append(Markdown.text(reason))
        .append("\n\nThe check follows.")
        .toString();
  }
}
