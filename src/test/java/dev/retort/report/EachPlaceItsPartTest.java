package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Flaw;
import dev.retort.alembic.Severity;
import dev.retort.python.Doubt;
import dev.retort.report.Suggestions.Suggestion;
import dev.retort.rule.Fact;
import dev.retort.rule.Finding;
import dev.retort.rule.NotDecidable;
import dev.retort.rule.Place;
import dev.retort.rule.Prose;
import dev.retort.rule.Rules;
import dev.retort.rule.SyntaxFault;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What stands in one place of a pull request does not stand in the others: the title says what,
/// the annotation where and why, the suggestion what changes, the comment what to do.
class EachPlaceItsPartTest {
  private static final int SHORTEST_SENTENCE = 40;
  private static final String SHOWN =
      "(?s)```.*?```|<!--.*?-->|<sub>.*?</sub>|<details>.*?</details>";

  private static final String UNCLOSED = "a bracket of this line is never closed";

  private static Scene twoHeads() {
    return Scene.common("a1b2 < | start", "b2c3 < a1b2 | users")
        .onBase("c3d4 < b2c3 | add invoices")
        .inPullRequest("d4e5 < b2c3 | add teams");
  }

  private static Verdict red() {
    Scene scene = twoHeads();
    return scene.judged(scene.repointing("d4e5", "c3d4"));
  }

  private static Verdict green() {
    return Scene.common("a1b2 < | start").inPullRequest("d4e5 < a1b2 | add teams").judged();
  }

  /// Without the names of things: the comment's heading is its title, and where several things are
  /// wrong, an item of a list is a code, a place and the name of a rule.
  private static List<String> sentences(String text) {
    String said = text.replaceAll(SHOWN, "").replaceAll("(?m)^### .*$|^- .* – [a-z `]{3,40}$", "");
    return Arrays.stream(said.split("(?<=[.:!?])\\s|\\n", -1))
        .map(sentence -> sentence.replace("*", "").replace("`", "").strip())
        .filter(sentence -> sentence.length() >= SHORTEST_SENTENCE)
        .distinct()
        .toList();
  }

  /// Nothing repairs it.
  private static Verdict unrepaired() {
    return Scene.common("a1b2 < | start").inPullRequest("d4e5 < 0dd0 | lost").judged();
  }

  /// Problems of single files beside two heads, which alone can be repaired.
  private static Verdict several(boolean repaired) {
    Scene scene = twoHeads();
    Verdict heads = repaired ? scene.judged(scene.repointing("d4e5", "c3d4")) : scene.judged();
    Judged judged = heads.environments().getFirst();
    List<Finding> findings = new ArrayList<>(judged.findings());
    findings.add(failing("f1f1", new SyntaxFault.Found(new Flaw.NotParsed.Syntax(UNCLOSED))));
    findings.add(failing("f2f2", new NotDecidable.Computed("down_revision", Doubt.OfValue.CALL)));
    return new Verdict(
        heads.conclusion(),
        List.of(new Judged(judged.change(), findings, judged.repairs())),
        List.of());
  }

  /// A single problem of a file.
  private static Verdict unreadable() {
    Scene scene = twoHeads();
    Finding finding = failing("d4e5", new SyntaxFault.Found(new Flaw.NotParsed.Syntax(UNCLOSED)));
    return new Verdict(
        Verdict.Conclusion.FAILURE,
        List.of(new Judged(scene.change(), List.of(finding), List.of())),
        List.of());
  }

  private static Finding failing(String id, Fact fact) {
    return new Finding(
        fact,
        Severity.FAILURE,
        new Place(Scene.path(id), 4, Optional.empty(), Optional.of(id)),
        Optional.empty(),
        true);
  }

  private static Map<String, String> places(Verdict verdict) {
    CheckReport check = CheckReports.of(verdict);
    Map<String, String> places = new TreeMap<>();
    places.put("title", check.title());
    for (CheckReport.Annotation each : check.annotations()) {
      places.put("annotation of " + each.path(), each.message());
    }
    for (Suggestion each : Suggestions.of(verdict, ReportTest.EVERY_LINE)) {
      places.put("suggestion " + each.line(), each.body());
    }
    // Where no comment may be written, the check alone has to say what to do.
    places.put("summary", check.summary().replace(MarkdownSections.remedy(verdict), ""));
    places.put("comment", StickyComment.of(verdict, ReportTest.EVERY_LINE));
    return places;
  }

  @Test
  void no_sentence_stands_in_two_places() {
    assertThat(places(red())).hasSize(6);
    for (Verdict verdict : List.of(red(), unrepaired(), several(true), several(false))) {
      Map<String, String> places = places(verdict);
      List<String> twice = new ArrayList<>();
      places.forEach((place, said) ->
          places.forEach((other, also) -> {
            // The suggestions of one repair are pieces of one change.
            boolean pieces = place.startsWith("suggestion") && other.startsWith("suggestion");
            if (!place.equals(other) && !pieces) {
              sentences(said).stream()
                  .filter(sentence ->
                      sentences(also).stream().anyMatch(each -> each.contains(sentence)))
                  .filter(sentence -> !isWhy(verdict, sentence))
                  .forEach(sentence -> twice.add(place + " and " + other + ": " + sentence));
            }
          }));
      assertThat(twice).isEmpty();
    }
  }

  /// Two annotations of one rule have one reason.
  private static boolean isWhy(Verdict verdict, String sentence) {
    return verdict
        .findings()
        .flatMap(finding -> MarkdownSections.why(finding.code()).stream())
        .anyMatch(why -> why.contains(sentence));
  }

  @Test
  void what_a_finding_says_first_stands_in_its_annotation_and_neither_in_summary_nor_comment() {
    for (Verdict verdict :
        List.of(red(), unrepaired(), unreadable(), several(true), several(false))) {
      Map<String, String> places = places(verdict);
      RevisionNames names = RevisionNames.of(verdict);
      assertThat(verdict.findings()).isNotEmpty();
      verdict
          .findings()
          .forEach(finding -> {
            Prose first = finding.fact().headline();
            assertThat(places.get("annotation of " + finding.path())).contains(first.plain());
            for (String place : List.of("summary", "comment")) {
              assertThat(places.get(place).replaceAll("(?s)<!--.*?-->", ""))
                  .as(place)
                  .doesNotContain(ProseMarkdown.of(first, 400))
                  .doesNotContain(ProseMarkdown.of(first, 400, names));
            }
          });
    }
  }

  @Test
  void the_comment_says_what_a_person_can_do_where_nothing_is_repaired() {
    assertThat(comment(unreadable()))
        .startsWith("### 🔴 **To do** · RT302 syntax error at `" + Scene.path("d4e5") + ":4`")
        .contains("**What to do:** Correct the file at the line that the message names.\n");
    assertThat(comment(unrepaired()))
        .contains("**What to do:** Add the missing file (does it wait in another branch?), or");
    assertThat(comment(several(false)))
        .contains(
            "**What to do:**\n\n",
            "\n- **RT101** Let ",
            "\n- **RT302** Correct the file",
            "\n- **RT301** Write it as plain text.\n");
    assertThat(comment(several(true)))
        .contains(
            "**What to do:** Re-point `d4e5`",
            "Beside that:\n\n- **RT301** Write it as plain text.\n- **RT302** Correct the file")
        .doesNotContain("- **RT101** Let ");
  }

  @Test
  void every_rule_says_what_to_do() {
    assertThat(Rules.all())
        .allSatisfy(
            rule -> assertThat(rule.page().fix().strip()).isNotEmpty().matches("[A-Z`](?s:.)*"));
  }

  private static String comment(Verdict verdict) {
    return StickyComment.of(verdict, ReportTest.EVERY_LINE)
        .replaceAll("(?s)<!--.*?-->", "")
        .strip();
  }

  @Test
  void an_annotation_has_two_lines_where_and_why() {
    assertThat(CheckReports.of(red()).annotations())
        .singleElement()
        .satisfies(annotation -> assertThat(annotation.message().lines()).hasSize(2));
  }

  @Test
  void a_suggestion_says_what_changes_and_calls_revisions_by_their_names() {
    assertThat(Suggestions.of(red(), ReportTest.EVERY_LINE))
        .extracting(Suggestion::body)
        .anySatisfy(body ->
            assertThat(body)
                .contains(
                    "**RT101** \"add teams\" `d4e5` revises \"add invoices\" `c3d4` instead of"
                        + " \"users\" `b2c3`."));
  }

  @Test
  void the_comment_has_three_states_that_differ_in_their_first_word() {
    String done = "Repaired in 0123, as `ada` asked.";

    assertThat(heading(red(), Optional.empty())).startsWith("### 🔴 **To do** · Two heads");
    assertThat(heading(green(), Optional.of(done))).startsWith("### 🔧 **Repaired** · One head");
    assertThat(heading(green(), Optional.empty())).startsWith("### ✅ **All clear** · One head");
    Golden.assertMatches(
        "report/repaired.comment.md",
        StickyComment.of(green(), ReportTest.EVERY_LINE, Optional.of(done)));
  }

  private static String heading(Verdict verdict, Optional<String> note) {
    return StickyComment.of(verdict, ReportTest.EVERY_LINE, note)
        .lines()
        .filter(line -> line.startsWith("###"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void success_is_one_line() {
    assertThat(CheckReports.of(green()).summary().lines()).hasSize(1);
    assertThat(
            StickyComment.of(green(), ReportTest.EVERY_LINE).replaceAll(SHOWN, "").strip().lines())
        .hasSize(1);
  }
}
