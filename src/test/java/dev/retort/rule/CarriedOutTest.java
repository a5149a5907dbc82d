package dev.retort.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RuleCode;
import dev.retort.cases.CaseFolder;
import dev.retort.change.Change;
import dev.retort.change.ChangeCache;
import dev.retort.repair.Repair;
import dev.retort.report.RepairWords;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every repair that is offered for an example of a rule, carried out and judged again: what one
/// rule advises fails under no other.
class CarriedOutTest {
  @Test
  void every_repair_of_every_rule_s_examples_leaves_less_and_nothing_new() {
    Judge judge = new Judge(new ChangeCache(RevisionCache.NONE));
    List<String> wrong = new ArrayList<>();
    int carriedOut = 0;
    for (CaseFolder folder : CaseFolder.all("rules").toList()) {
      Change change = folder.change();
      Verdict verdict = judge.judge(change);
      Set<String> had = failing(verdict);
      List<Repair> repairs =
          verdict.environments().stream().flatMap(each -> each.repairs().stream()).toList();
      for (Repair repair : repairs) {
        carriedOut++;
        Set<String> left =
            failing(
                judge.judge(
                    Change.of(
                        change.base(),
                        change.mergeBase(),
                        repair.edits().appliedTo(change.head()))));
        if (!had.containsAll(left) || left.size() >= had.size()) {
          wrong.add(folder + ": " + RepairWords.plain(repair) + " leaves " + left + " of " + had);
        }
      }
    }
    System.out.printf("carried out: %d repairs of the rules' examples%n", carriedOut);

    assertThat(wrong).isEmpty();
    assertThat(carriedOut).isGreaterThan(50);
  }

  private static Set<String> failing(Verdict verdict) {
    return verdict
        .findings()
        .filter(Finding::fails)
        .map(each -> name(each.code()) + " " + each.revision().orElse(each.path()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The code, and one name for a clash of two branches however it is told: once the one stands on
  /// the other, what RT501 said of both is said of the later one alone.
  private static String name(RuleCode code) {
    return switch (code) {
      case HEADS_COLLIDE, MADE_TWICE, NEVER_MADE -> "clash";
      default -> code.toString();
    };
  }
}
