package dev.retort.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.RevisionCache;
import dev.retort.cases.CaseFolder;
import dev.retort.evidence.GitEvidence;
import dev.retort.verdict.Verdict.Judged;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GitQuestionTest {
  @Test
  void a_judgement_asks_when_its_rules_have_spoken_and_another_one_knows_the_answer() {
    CaseFolder folder =
        CaseFolder.all("rules")
            .filter(each -> each.group().equals("RT102") && !each.name().startsWith("silent"))
            .findFirst()
            .orElseThrow();
    List<List<Judged>> asked = new ArrayList<>();
    Circumstances circumstances =
        Circumstances.USUAL.asking(judged -> {
          asked.add(judged);
          return GitEvidence.NONE;
        });
    Judge judge = new Judge(RevisionCache.NONE);
    Verdict first = judge.judge(folder.change(), circumstances);
    Verdict second = judge.judge(folder.change(), circumstances);

    assertThat(first.findings()).isNotEmpty().containsExactlyElementsOf(second.findings().toList());
    assertThat(asked)
        .singleElement()
        .satisfies(judged -> assertThat(judged).isNotEmpty().allMatch(GitQuestionTest::isOpen));
  }

  private static boolean isOpen(Judged judged) {
    return !judged.findings().isEmpty() && judged.repairs().isEmpty();
  }
}
