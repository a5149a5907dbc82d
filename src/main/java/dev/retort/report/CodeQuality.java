package dev.retort.report;

import dev.retort.alembic.Severity;
import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.util.List;

/// A verdict as the code quality report of GitLab, which shows it in the merge request.
public final class CodeQuality {
  private CodeQuality() {}

  /// An array, empty where nothing was found.
  public static String of(Verdict verdict) {
    List<Found> all =
        verdict.environments().stream()
            .flatMap(judged -> judged.findings().stream().map(each -> new Found(judged, each)))
            .toList();
    return JsonText.indented(form(), all);
  }

  record Found(Judged judged, Finding finding) {
    int line() {
      return Math.max(1, finding.line());
    }
  }

  static JsonForm<Iterable<? extends Found>> form() {
    return JsonForm.list(
        new JsonObject<Found>()
            .text("description", found -> Visible.lines(found.finding().told().plain()))
            .field("check_name", found -> found.finding().code().toString(), JsonForm.CODE)
            .text("fingerprint", found -> Sarif.fingerprint(found.judged(), found.finding()))
            .field(
                "severity",
                found -> found.finding().severity(),
                JsonForm.word(Severity.values(), CodeQuality::severity))
            .field("location", found -> found, location()));
  }

  private static JsonObject<Found> location() {
    return new JsonObject<Found>()
        .text("path", found -> found.finding().path())
        .field("lines", found -> found, new JsonObject<Found>().count("begin", Found::line));
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case FAILURE -> "critical";
      case WARNING -> "minor";
      case NOTICE, OFF -> "info";
    };
  }
}
