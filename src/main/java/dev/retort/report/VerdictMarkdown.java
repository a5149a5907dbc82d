package dev.retort.report;

import dev.retort.verdict.Verdict;

/// A verdict as a page of Markdown, for a job summary or a merge request: what the check run says,
/// without its buttons.
public final class VerdictMarkdown {
  private VerdictMarkdown() {}

  /// @param docs the folder of the rules' pages
  public static String of(Verdict verdict, String docs) {
    CheckReport report = CheckReports.of(verdict, docs);
    StringBuilder page = new StringBuilder("# ");
    page.append(Headline.named(verdict, Headline.Voice.MARKDOWN)).append("\n\n");
    page.append(report.summary()).append('\n');
    // Here no annotation says it.
    MarkdownSections.why(verdict)
        .ifPresent(why -> page.append("\n**Why it matters:** ").append(why).append('\n'));
    String text = CheckReports.text(verdict, docs);
    if (!text.isEmpty()) {
      page.append('\n').append(text).append('\n');
    }
    return page.toString();
  }
}
