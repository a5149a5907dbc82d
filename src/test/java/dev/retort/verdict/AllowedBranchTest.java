package dev.retort.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RuleCode;
import dev.retort.cases.CaseFolder;
import dev.retort.evidence.GitEvidence;
import dev.retort.rule.Acceptance;
import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict.Conclusion;
import dev.retort.verdict.Verdict.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A branch that somebody says is meant.
class AllowedBranchTest {
  private static final Acceptance MEANT = new Acceptance("ada", "label " + Acceptances.LABEL);

  @Test
  void a_second_head_passes_and_is_still_told() {
    for (CaseFolder each : cases("RT101")) {
      Verdict verdict = judged(each);

      assertThat(verdict.conclusion()).as(each.toString()).isNotEqualTo(Conclusion.FAILURE);
      assertThat(verdict.findings())
          .anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo(RuleCode.SECOND_HEAD);
            assertThat(finding.accepted()).isPresent();
          });
    }
  }

  @Test
  void nothing_else_passes() {
    for (CaseFolder each : cases("RT103")) {
      assertThat(judged(each).findings().filter(Finding::fails).map(Finding::code))
          .as(each.toString())
          .contains(RuleCode.DUPLICATE_REVISION);
    }
  }

  @Test
  void one_judgement_asks_once_and_only_where_something_fails_that_it_lets_pass() {
    List<CaseFolder> asking = cases("RT101");
    List<Settings> asked = new ArrayList<>();
    List<List<Judged>> examined = new ArrayList<>();
    Circumstances circumstances =
        Circumstances.USUAL.meantBy(settings -> {
          asked.add(settings);
          return Optional.of(MEANT);
        });
    for (CaseFolder each : asking) {
      new Judge(RevisionCache.NONE)
          .judge(
              each.change(),
              circumstances.asking(judged -> {
                examined.add(judged);
                return GitEvidence.NONE;
              }));
    }
    assertThat(asked).hasSameSizeAs(asking).isNotEmpty();
    assertThat(examined)
        .as("the rules spoke once for each, and of what fails still")
        .hasSameSizeAs(asking)
        .allSatisfy(judged ->
            assertThat(judged).anyMatch(each -> each.findings().stream().anyMatch(Finding::fails)));

    asked.clear();
    cases("RT103")
        .forEach(each -> new Judge(RevisionCache.NONE).judge(each.change(), circumstances));
    assertThat(asked).isEmpty();
  }

  private static Verdict judged(CaseFolder folder) {
    return new Judge(RevisionCache.NONE)
        .judge(folder.change(), Circumstances.USUAL.meantBy(_ -> Optional.of(MEANT)));
  }

  /// Those that fail for this rule alone.
  private static List<CaseFolder> cases(String code) {
    return CaseFolder.all("rules")
        .filter(each -> each.group().equals(code) && !each.name().startsWith("silent"))
        .filter(each -> {
          List<String> codes =
              new Judge(RevisionCache.NONE)
                  .judge(each.change())
                  .findings()
                  .filter(Finding::fails)
                  .map(finding -> finding.code().toString())
                  .distinct()
                  .toList();
          return codes.equals(List.of(code));
        })
        .toList();
  }
}
