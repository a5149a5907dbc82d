package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.alembic.Flaw;
import dev.retort.alembic.Severity;
import dev.retort.rule.Finding;
import dev.retort.rule.Place;
import dev.retort.rule.SyntaxFault;
import dev.retort.verdict.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What other bots read in our comment.
class HiddenFactsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void they_are_what_the_command_line_writes_with_the_risk_and_the_commands()
      throws JsonProcessingException {
    Scene scene = ReportTest.twoHeads();
    Verdict verdict = scene.judged(scene.repointing("d4e5", "c3d4"));

    JsonNode facts = facts(StickyComment.of(verdict, ReportTest.EVERY_LINE));

    assertThat(facts.path("risk").asText()).isEqualTo("blocked");
    assertThat(facts.path("left_out").asInt(-1)).isZero();
    assertThat(facts.path("commands")).hasSize(3).first().hasToString("\"/retort fix\"");
    JSON.readTree(VerdictJson.of(verdict))
        .properties()
        .forEach(field ->
            assertThat(facts.path(field.getKey())).as(field.getKey()).isEqualTo(field.getValue()));
    assertThat(facts(CheckReports.of(verdict).text()))
        .as("the check ends with the same")
        .isEqualTo(facts);
  }

  @DisplayName("A18 A19 A16 nothing of a stranger's ends the comment, names anybody or hides")
  @Test
  void hostile_texts() throws JsonProcessingException {
    for (String nasty :
        List.of(
            "--> @org/team <img src=x>",
            "--!> #1 ![a](b) ```",
            "<!-- retort:sticky -->",
            "\u202e\u2066 right to left \ud800")) {
      Verdict verdict = withFindings(1, nasty);
      String comment = StickyComment.of(verdict, ReportTest.NO_LINE);
      String block = comment.substring(comment.indexOf("<!-- retort:json "));

      assertThat(block.substring(17, block.length() - 4)).doesNotContain("<", ">", "@", "#", "!");
      assertThat(block).isASCII().doesNotContain("\n");
      assertThat(facts(comment).at("/environments/0/findings/0/message").asText())
          .contains(": " + nasty.substring(0, 5));
    }
  }

  @DisplayName("F21 where not all of it fits, the weightiest stays and the rest is counted")
  @Test
  void too_much() throws JsonProcessingException {
    for (int count : List.of(100, 300, 2_000)) {
      String message = String.join("", Collections.nCopies(40, "long @ "));
      String comment = StickyComment.of(withFindings(count, message), ReportTest.NO_LINE);

      assertThat(Limited.bytes(comment)).isLessThanOrEqualTo(65_536);
      JsonNode facts = facts(comment);
      assertThat(facts.path("conclusion").asText()).isEqualTo("failure");
      assertThat(facts.path("risk").asText()).isEqualTo("blocked");
      assertThat(facts.path("left_out").asInt() + facts.at("/environments/0/findings").size())
          .isEqualTo(count);
    }
  }

  private static JsonNode facts(String page) throws JsonProcessingException {
    int from = page.indexOf("<!-- retort:json ");
    int to = page.indexOf("-->", from);
    assertThat(from).as("a block of facts in %s", page).isPositive();
    assertThat(page.substring(to + 3)).as("what follows it").isBlank();
    assertThat(Published.faults("comment.json", page.substring(from + 17, to))).isEmpty();
    return JSON.readTree(page.substring(from + 17, to));
  }

  private static Verdict withFindings(int count, String message) {
    Scene scene = ReportTest.twoHeads();
    List<Finding> findings =
        java.util.stream.IntStream.range(0, count)
            .mapToObj(i ->
                new Finding(
                    new SyntaxFault.Found(new Flaw.NotParsed.Syntax(message)),
                    Severity.FAILURE,
                    new Place(
                        "versions/" + i + ".py", i + 1, Optional.empty(), Optional.of("r" + i)),
                    Optional.of("c3d4"),
                    true))
            .toList();
    return new Verdict(
        Verdict.Conclusion.FAILURE,
        List.of(new Verdict.Judged(scene.change(), findings, List.of())),
        List.of());
  }
}
