package dev.retort.report;

import dev.retort.alembic.Severity;
import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict;
import java.util.function.Predicate;

/// A verdict as GitHub's workflow commands: a job that prints them gets annotations on the lines of
/// the pull request, without any permission.
public final class WorkflowCommands {
  /// GitHub shows no more of each level for one step.
  private static final int MOST = 10;

  private static final int LONGEST = 4_000;

  private WorkflowCommands() {}

  /// A command a finding, and the conclusion in plain words at the end.
  public static String of(Verdict verdict) {
    StringBuilder out = new StringBuilder();
    for (Severity severity : Severity.values()) {
      Predicate<Finding> shown = each -> each.isNew() && each.severity() == severity;
      long count = verdict.findings().filter(shown).count();
      verdict.findings().filter(shown).limit(MOST).forEach(each -> out.append(command(each)));
      if (count > MOST) {
        out.append(count - MOST).append(" more like the last one are not annotated.\n");
      }
    }
    return out.append("retort: ")
        .append(verdict.conclusion().word())
        .append(": ")
        .append(Headline.of(verdict, Headline.Voice.PLAIN))
        .append(".\n")
        .toString();
  }

  private static String command(Finding finding) {
    String name = MarkdownSections.page(finding.code()).map(page -> " " + page.name()).orElse("");
    return "::%s file=%s,line=%d,title=%s::%s\n"
        .formatted(
            level(finding.severity()),
            property(Visible.line(finding.path())),
            Math.max(1, finding.line()),
            property(finding.code() + name),
            data(Visible.lines(Visible.cut(finding.told().plain(), LONGEST))));
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case FAILURE -> "error";
      case WARNING -> "warning";
      case NOTICE, OFF -> "notice";
    };
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
