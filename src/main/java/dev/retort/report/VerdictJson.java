package dev.retort.report;

import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Conclusion;
import dev.retort.verdict.Verdict.Judged;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A verdict for scripts. Names are kept; new ones may come. Texts are as they are in the
/// repository, so whoever shows them has to escape them.
public final class VerdictJson {
  private VerdictJson() {}

  /// One object, with a line feed at its end.
  public static String of(Verdict verdict) {
    return of(verdict, RulePages.address(Map.of()));
  }

  /// @param docs the folder of the rules' pages, which each finding links to
  public static String of(Verdict verdict, String docs) {
    return JsonText.indented(form(docs), verdict);
  }

  static JsonObject<Verdict> form(String docs) {
    return new JsonObject<Verdict>()
        .field(
            "conclusion", Verdict::conclusion, JsonForm.word(Conclusion.values(), Conclusion::word))
        .texts("conflicts", Verdict::conflicts)
        .list("environments", Verdict::environments, environment(docs));
  }

  /// @param column where its value begins on its line
  record Placed(Finding finding, Optional<Integer> column) {
    static List<Placed> each(HistoryChange change, List<Finding> findings) {
      Columns columns = new Columns(change);
      return findings.stream().map(finding -> new Placed(finding, columns.of(finding))).toList();
    }
  }

  /// A finding with the column where its value begins, counted from 1 in UTF-16 units as in SARIF;
  /// `null` where the whole line is meant.
  static JsonObject<Placed> placed() {
    return new JsonObject<Placed>()
        .all(Placed::finding, finding())
        .orNull("column", Placed::column, JsonForm.COUNT);
  }

  private static JsonObject<Judged> environment(String docs) {
    return new JsonObject<Judged>()
        .text("script_location", judged -> judged.change().environment().scriptLocation())
        .field("before", judged -> judged.change().before().condition(), RepairForm.condition())
        .field("after", judged -> judged.change().after().condition(), RepairForm.condition())
        .list(
            "findings",
            judged -> Placed.each(judged.change(), judged.findings()),
            placed()
                .field(
                    "help",
                    placed -> RulePages.page(docs, placed.finding().code()),
                    JsonForm.ADDRESS))
        .list("repairs", Judged::repairs, RepairForm.repair())
        .maybe("mend", Judged::mend, RepairForm.repair())
        .field("schema", judged -> judged, SchemaOfChange.form());
  }

  static JsonObject<Finding> finding() {
    return new JsonObject<Finding>()
        .field("code", finding -> finding.code().toString(), JsonForm.CODE)
        .field("severity", Finding::severity, JsonForm.word(Severity.values(), Severity::word))
        .text("path", Finding::path)
        .count("line", Finding::line)
        .orNull("revision", Finding::revision, JsonForm.TEXT)
        .orNull("counterpart", Finding::counterpart, JsonForm.TEXT)
        .text("message", finding -> finding.told().plain())
        .flag("new", Finding::isNew);
  }
}
