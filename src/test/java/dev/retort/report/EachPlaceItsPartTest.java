package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.verdict.Verdict;
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

  private static List<String> sentences(String text) {
    return Arrays.stream(text.replaceAll(SHOWN, "").split("(?<=[.:!?])\\s|\\n", -1))
        .map(sentence -> sentence.replace("*", "").replace("`", "").strip())
        .filter(sentence -> sentence.length() >= SHORTEST_SENTENCE)
        .distinct()
        .toList();
  }

  @Test
  void no_sentence_stands_in_two_places() {
    Verdict verdict = red();
    CheckReport check = CheckReports.of(verdict);
    Map<String, List<String>> places = new TreeMap<>();
    places.put("title", sentences(check.title()));
    check.annotations().forEach(each -> places.put("annotation", sentences(each.message())));
    for (Suggestion each : Suggestions.of(verdict, ReportTest.EVERY_LINE)) {
      places.put("suggestion " + each.line(), sentences(each.body()));
    }
    places.put("comment", sentences(StickyComment.of(verdict, ReportTest.EVERY_LINE)));

    assertThat(places).hasSize(5);
    List<String> twice = new ArrayList<>();
    places.forEach((place, said) ->
        places.forEach((other, also) -> {
          // The suggestions of one repair are pieces of one change.
          boolean pieces = place.startsWith("suggestion") && other.startsWith("suggestion");
          if (place.compareTo(other) < 0 && !pieces) {
            said.stream()
                .filter(sentence -> also.stream().anyMatch(each -> each.contains(sentence)))
                .forEach(sentence -> twice.add(place + " and " + other + ": " + sentence));
          }
        }));
    assertThat(twice).isEmpty();
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
