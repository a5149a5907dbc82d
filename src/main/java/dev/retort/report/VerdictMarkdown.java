package dev.retort.report;

import dev.retort.verdict.Verdict;

/// A verdict as a page of Markdown, for a job summary or a merge request: what the check run says,
/// without its buttons.
public final class VerdictMarkdown {
  private VerdictMarkdown() {}

  public static String of(Verdict verdict) {
    CheckReport report = CheckReports.of(verdict);
    StringBuilder page = new StringBuilder("# ");
    page.append(Headline.named(verdict, Headline.Voice.MARKDOWN)).append("\n\n");
    page.append(report.summary()).append('\n');
    // Here no annotation says it.
    MarkdownSections.why(verdict)
        .ifPresent(why -> page.append("\n**Why it matters:** ").append(why).append('\n'));
    String text = CheckReports.text(verdict);
    if (!text.isEmpty()) {
      page.append('\n').append(text).append('\n');
    }
    return page.toString();
  }
}
