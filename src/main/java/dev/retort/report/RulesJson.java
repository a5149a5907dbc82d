package dev.retort.report;

import dev.retort.alembic.Severity;
import dev.retort.rule.RulePage;
import java.util.List;

/// What rules say about themselves, for scripts.
public final class RulesJson {
  private RulesJson() {}

  /// One object, with a line feed at its end.
  ///
  /// @param docs the folder of the rules' pages
  public static String of(List<RulePage> pages, String docs) {
    return JsonText.indented(form(docs), pages);
  }

  static JsonObject<List<RulePage>> form(String docs) {
    return new JsonObject<List<RulePage>>().list("rules", pages -> pages, page(docs));
  }

  private static JsonObject<RulePage> page(String docs) {
    return new JsonObject<RulePage>()
        .field("code", page -> page.code().toString(), JsonForm.CODE)
        .field("name", RulePage::name, JsonForm.WORDS)
        .field("severity", RulePage::severity, JsonForm.word(Severity.values(), Severity::word))
        .field("what", RulePage::what, JsonForm.WORDS)
        .field("why", RulePage::why, JsonForm.WORDS)
        .text("example", RulePage::example)
        .field("fix", RulePage::fix, JsonForm.WORDS)
        .field("fix_safety", RulePage::fixSafety, JsonForm.WORDS)
        .texts("alembic_says", RulePage::alembicSays)
        .field("help", page -> RulePages.page(docs, page.code()), JsonForm.ADDRESS);
  }
}
