package dev.retort.report;

import dev.retort.verdict.Verdict;
import java.util.Optional;

/// A verdict as a page of Markdown, for a job summary or a merge request: what the check run says,
/// without its buttons.
public final class VerdictMarkdown {
  private VerdictMarkdown() {}

  /// @param docs the folder of the rules' pages
  /// @param next the sentence that says what to type to have the repairs applied, for here nobody
  ///   answers to a comment; empty where they are only shown
  public static String of(Verdict verdict, String docs, Optional<String> next) {
    String how = next.map(each -> "In a clone, " + each).orElse(MarkdownSections.ONLY_SHOWN);
    CheckReport report =
        CheckReports.of(verdict, docs, MarkdownSections.remedy(verdict, repairs -> how));
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
