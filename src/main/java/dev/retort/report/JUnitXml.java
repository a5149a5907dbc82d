package dev.retort.report;

import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;

/// A verdict as a JUnit report: a suite for each environment, a failed case for each finding that
/// fails, and one case that passes where none does.
public final class JUnitXml {
  private JUnitXml() {}

  public static String of(Verdict verdict) {
    long failures = verdict.findings().filter(Finding::fails).count();
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<testsuites name=\"retort\" failures=\"%d\">\n".formatted(failures));
    verdict.environments().forEach(judged -> suite(judged, out));
    return out.append("</testsuites>\n").toString();
  }

  private static void suite(Judged judged, StringBuilder out) {
    long failures = judged.findings().stream().filter(Finding::fails).count();
    int cases = Math.max(1, judged.findings().size());
    String name = text(judged.change().environment().scriptLocation());
    out.append(
        "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\">\n"
            .formatted(name, cases, failures));
    if (judged.findings().isEmpty()) {
      out.append("    <testcase classname=\"%s\" name=\"whole\"/>\n".formatted(name));
    }
    for (Finding finding : judged.findings()) {
      String told = text(Visible.lines(finding.told().plain()));
      String title = text(finding.code() + " " + finding.path() + ":" + finding.line());
      out.append("    <testcase classname=\"%s\" name=\"%s\">\n".formatted(name, title));
      out.append(
          finding.fails()
              ? "      <failure type=\"%s\" message=\"%s\"/>\n".formatted(finding.code(), told)
              : "      <system-out>%s: %s</system-out>\n"
                  .formatted(finding.severity().word(), told));
      out.append("    </testcase>\n");
    }
    out.append("  </testsuite>\n");
  }

  /// What XML 1.0 cannot hold has been made visible; the rest is escaped.
  private static String text(String text) {
    StringBuilder out = new StringBuilder();
    Visible.lines(text)
        .codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\n' -> out.append("&#10;");
            default -> {
              boolean legal =
                  c == '\t'
                      || (c >= 0x20 && c <= 0xD7FF)
                      || (c >= 0xE000 && c != 0xFFFE && c != 0xFFFF);
              out.appendCodePoint(legal ? c : 0xFFFD);
            }
          }
        });
    return out.toString();
  }
}
