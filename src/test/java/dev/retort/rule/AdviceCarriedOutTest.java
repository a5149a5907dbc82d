package dev.retort.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RuleCode;
import dev.retort.cases.CaseFolder;
import dev.retort.change.Change;
import dev.retort.change.ChangeCache;
import dev.retort.verdict.Circumstances;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every way out that a finding of the rules' examples names, carried out with an editor and judged
/// again: the finding is gone, and no rule fails that did not.
class AdviceCarriedOutTest {
  /// How a sentence begins that tells somebody to do something.
  private static final Pattern TOLD_TO =
      Pattern.compile(
          "(?:^|[.;:] |, or )(?:[Ll]et|[Gg]ive|[Dd]elete|[Rr]estore|[Ww]rite|[Jj]oin|[Dd]rop|[Pp]ut"
              + "|[Mm]ove|[Tt]ake|[Aa]dd|[Oo]pen|[Nn]ame|[Cc]hoose|[Ss]et|[Uu]se|[Kk]eep) ");

  private final Judge judge = new Judge(new ChangeCache(RevisionCache.NONE));

  @Test
  void what_is_advised_cures_what_it_is_advised_for_and_fails_under_no_other_rule() {
    List<String> wrong = new ArrayList<>();
    Set<String> codes = new TreeSet<>();
    int carriedOut = 0;
    for (CaseFolder folder : CaseFolder.all("rules").toList()) {
      Change change = folder.change();
      Circumstances circumstances = Circumstances.USUAL.beside(folder.neighbours());
      Verdict verdict = judge.judge(change, circumstances);
      for (Judged judged : verdict.environments()) {
        for (Finding finding : judged.findings()) {
          List<Advice> ways = finding.isNew() ? Advice.of(finding, judged.change()) : List.of();
          String message = finding.told().plain();
          for (Advice advice : ways) {
            carriedOut++;
            codes.add(finding.code().toString());
            assertThat(message).as(folder.toString()).contains(advice.words());
            EditedTree edited = advice.deed().apply(new EditedTree(judged.change()));
            Verdict then =
                judge.judge(
                    edited.change(),
                    edited.changesSettings()
                        ? circumstances.withSettingsOf(edited.tree())
                        : circumstances);
            Set<String> left = failing(then);
            left.removeAll(failing(verdict));
            boolean stands = then.findings().anyMatch(each -> isSame(each, finding));
            if (stands || !left.isEmpty()) {
              wrong.add(
                  "%s: heeding \"%s\" of %s %s, and then %s"
                      .formatted(
                          folder,
                          advice.words(),
                          finding.code(),
                          stands ? "leaves it" : "cures it",
                          left));
            }
          }
        }
      }
    }
    System.out.printf("advice carried out: %d ways of %d rules%n", carriedOut, codes.size());

    assertThat(wrong).isEmpty();
    assertThat(carriedOut).isGreaterThan(100);
  }

  @Test
  void nobody_is_told_to_do_what_is_not_carried_out() {
    List<String> untold = new ArrayList<>();
    for (CaseFolder folder : CaseFolder.all("rules").toList()) {
      for (Judged judged : judge.judge(folder.change()).environments()) {
        for (Finding finding : judged.findings()) {
          if (finding.isNew()
              && Advice.of(finding, judged.change()).isEmpty()
              && TOLD_TO.matcher(finding.fact().sequel().plain()).find()) {
            untold.add(folder + ": " + finding.fact().sequel().plain());
          }
        }
      }
    }

    assertThat(untold).isEmpty();
  }

  private static boolean isSame(Finding one, Finding other) {
    return one.isNew()
        && one.code() == other.code()
        && one.path().equals(other.path())
        && one.fact().identity().equals(other.fact().identity());
  }

  private static Set<String> failing(Verdict verdict) {
    return verdict
        .findings()
        .filter(Finding::fails)
        .map(each -> name(each.code()) + " " + each.revision().orElse(each.path()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// What collides of two branches is refused of the same two in a row, and told by another rule.
  private static String name(RuleCode code) {
    return switch (code) {
      case HEADS_COLLIDE, MADE_TWICE, NEVER_MADE -> "clash";
      default -> code.toString();
    };
  }
}
